// The owner's colour, made readable on either paper (WCAG contrast).

const parse = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
const light = (rgb) => {
  const [r, g, b] = rgb.map((c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const css = (rgb) => `rgb(${rgb.map(Math.round)})`;

function towards(rgb, target, paper, ratio) {
  let found = rgb;
  for (let share = 0; contrast(found, paper) < ratio && share <= 1; share += 0.05)
    found = rgb.map((c, i) => c + (target[i] - c) * share);
  return found;
}

// {accent: shapes, on: words on them, link: words on paper}
export function palette(hex, dark) {
  if (dark && hex.toLowerCase() === "#0b5d51") hex = "#4fb8a3"; // the product's own pine has a brother for dark paper
  const paper = parse(dark ? "#1c2125" : "#ffffff");
  const end = dark ? [255, 255, 255] : [0, 0, 0];
  const accent = towards(parse(hex), end, paper, 3);
  const black = parse("#14171a");
  const white = [255, 255, 255];
  return {
    accent: css(accent),
    on: css(contrast(white, accent) >= 4.5 || contrast(white, accent) >= contrast(black, accent) ? white : black),
    link: css(towards(accent, end, paper, 4.6)),
  };
}
