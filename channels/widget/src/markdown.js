// The little Markdown a reply may hold: paragraphs, lists, bold, emphasis, code, links to http(s). No HTML, no images.

import { h } from "./dom.js";

const INLINE = /!?\[([^\]\n]*)\]\(\s*<?((?:[^\s()<>]|\([^\s()]*\))*)>?[^)\n]*\)|\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\s][^*\n]*)\*|`([^`\n]+)`|<?(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])>?/g;
const ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;

const AUTO = { dir: "auto" }; // words run as their own language does

export function render(text) {
  const out = document.createDocumentFragment();
  let paragraph = [];
  let list = null;
  const flush = () => {
    if (paragraph.length) out.append(h("p", AUTO, ...lines(paragraph)));
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const item = ITEM.exec(line);
    if (item) {
      flush();
      const tag = item[1] ? "ol" : "ul";
      if (!list || list.localName !== tag) out.append((list = h(tag, { ...AUTO, start: item[1] !== "1" && item[1] })));
      list.append(h("li", null, ...inline(item[2])));
    } else if (!line.trim()) {
      flush();
      list = null;
    } else if (list && /^\s/.test(line)) {
      list.lastChild.append(" ", ...inline(line.trim()));
    } else {
      list = null;
      const heading = /^#{1,6}\s+(.*)$/.exec(line);
      if (!heading) paragraph.push(line);
      else {
        flush();
        out.append(h("p", AUTO, h("strong", null, ...inline(heading[1]))));
      }
    }
  }
  flush();
  return out;
}

function* lines(paragraph) {
  for (const [i, line] of paragraph.entries()) {
    if (i) yield h("br");
    yield* inline(line);
  }
}

function* inline(text) {
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > at) yield text.slice(at, found.index);
    at = found.index + found[0].length;
    const [whole, label, address, bold, bold2, emphasis, code, bare] = found;
    if (bare) yield link(bare, [bare]);
    else if (bold || bold2) yield h("strong", null, ...inline(bold || bold2));
    else if (emphasis) yield h("em", null, emphasis);
    else if (code) yield h("code", null, code);
    else if (whole[0] === "!") yield label;
    else yield link(address, [...inline(label)]);
  }
  if (at < text.length) yield text.slice(at);
}

// A link that goes to a web address, else just its words.
export function link(address, words, cls) {
  let url;
  try {
    url = new URL(address);
  } catch {
    /* not an address */
  }
  const safe = url && /^https?:$/.test(url.protocol) && !url.username;
  return h(safe ? "a" : "span", safe ? { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", cls } : { cls }, ...words);
}
