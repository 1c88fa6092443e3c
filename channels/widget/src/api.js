// Calls to the server. Nothing is called before the visitor opens the chat.

export class Problem extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export async function call(base, method, path, { token, body, last, accept, signal } = {}) {
  const headers = { Accept: accept || "application/json" };
  if (token) headers.Authorization = "Bearer " + token;
  if (body) headers["Content-Type"] = "application/json";
  if (last) headers["Last-Event-ID"] = last;
  let response;
  try {
    response = await fetch(base + "/api/v1" + path, {
      method, headers, signal, body: body && JSON.stringify(body), credentials: "omit", referrerPolicy: "origin", cache: "no-store",
    });
  } catch {
    throw new Problem("offline");
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  throw new Problem(said.code || "other");
}

export const json = async (...args) => {
  const response = await call(...args);
  return response.status === 204 ? null : response.json();
};

// Server-sent events out of a response: {id, event, data}. Comments only prove that the line is alive.
export async function* events(response, alive) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    rest += decoder.decode(value, { stream: true });
    const blocks = rest.split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const found = {};
      for (const line of block.split("\n")) {
        const at = line.indexOf(": ");
        if (at > 0) found[line.slice(0, at)] = line.slice(at + 2);
      }
      if (found.data) yield { id: +found.id, name: found.event, data: JSON.parse(found.data) };
    }
  }
}
