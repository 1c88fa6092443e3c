// Elements and text nodes; nothing here ever parses HTML.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name === "cls" ? "class" : name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

// Strokes on a 32 grid, in the colour of the text around them.
export function icon(paths, filled) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 32 32", "aria-hidden": "true", class: "icon" })) svg.setAttribute(name, value);
  for (const d of [paths, filled]) {
    if (!d) continue;
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    if (d === filled) path.setAttribute("class", "solid");
    svg.append(path);
  }
  return svg;
}

// The speech bubble whose second line is a bar.
export const mark = () =>
  icon(
    "M9 5.25h14A5.25 5.25 0 0 1 28.25 10.5v8A5.25 5.25 0 0 1 23 23.75H14.2l-5.1 4.3a.85.85 0 0 1-1.4-.65v-3.8A5.25 5.25 0 0 1 3.75 18.5v-8A5.25 5.25 0 0 1 9 5.25ZM9.5 11h9",
    "M10.7 14.4h10.6a2.5 2.5 0 0 1 0 5H10.7a2.5 2.5 0 0 1 0-5Z",
  );

export const ICONS = {
  close: "M8 8l16 16M24 8L8 24",
  menu: "M8 16h.01M16 16h.01M24 16h.01",
  send: "M16 26V7M8 15l8-8 8 8",
  up: "M10 27V14l5-9c2.5 0 3.5 2 3 4l-1 5h7a2.5 2.5 0 0 1 2.4 3.1l-2 8A2.5 2.5 0 0 1 22 27H10ZM10 14H5v13h5",
};
