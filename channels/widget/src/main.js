// The snippet's script: a launcher at once, everything else when the visitor opens it.

import { h, mark } from "./dom.js";
import { Panel } from "./panel.js";
import css from "./style.css";

// The only words needed before the bot's card brings the rest.
const FIRST = {
  en: ["Open the chat", "The chat cannot be reached. Try again later."],
  es: ["Abrir el chat", "No se puede acceder al chat. Inténtelo más tarde."],
  de: ["Chat öffnen", "Der Chat ist nicht erreichbar. Versuchen Sie es später noch einmal."],
  fr: ["Ouvrir la discussion", "La discussion est injoignable. Réessayez plus tard."],
  it: ["Apri la chat", "La chat non è raggiungibile. Riprovi più tardi."],
  pt: ["Abrir a conversa", "Não é possível chegar à conversa. Tente mais tarde."],
  nl: ["Open de chat", "De chat is niet bereikbaar. Probeer het later opnieuw."],
  ar: ["افتح المحادثة", "تعذّر الوصول إلى المحادثة. حاول لاحقًا."],
};

const script = document.currentScript; // gone as soon as this run ends

if (script && script.dataset.bot && !window.__tacit?.has(script.dataset.bot)) {
  (window.__tacit ||= new Set()).add(script.dataset.bot);
  const { bot, mode, target, language, color, position, page } = script.dataset;
  const config = {
    bot, color, position, target,
    mode: mode === "inline" || mode === "page" ? mode : "bubble",
    base: new URL(script.src).origin,
    // What the page tells a survey ("plan=paid&step=2"), and the token of a one-time link, which no server is told.
    page: Object.fromEntries(new URLSearchParams(page)),
    invitation: /[#&]tacit=([\w-]{1,60})/.exec(location.hash)?.[1],
    language: (language || document.documentElement.lang || navigator.language || "en").slice(0, 20),
  };
  if (document.body && (config.mode === "bubble" || document.querySelector(target))) boot(config);
  else addEventListener("DOMContentLoaded", () => boot(config));
}

function boot(config) {
  const [open, unreachable] = FIRST[config.language.slice(0, 2).toLowerCase()] || FIRST.en;
  const host = h("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const inline = config.mode === "inline";
  const shell = h("div", { cls: "shell" });
  const launcher = h(
    "button",
    { type: "button", cls: inline ? "start" : "launcher", "aria-label": inline ? null : open, "aria-expanded": "false", onclick: () => show() },
    mark(),
    inline && open,
  );
  const box = h("div", { cls: `tacit ${config.mode}`, dir: /^ar/i.test(config.language) ? "rtl" : "ltr" }, shell);
  root.append(box);
  const panel = new Panel({ ...config, root, box, shell, launcher, unreachable });
  const show = () => panel.open();
  panel.paint(config.color || "#0b5d51", "auto");
  if (config.position === "left") box.classList.add("left");
  if (config.mode === "page") {
    host.style.height = "100%";
    show();
  } else shell.append(launcher);
  (config.mode === "bubble" ? document.body : document.querySelector(config.target) || document.body).append(host);
}
