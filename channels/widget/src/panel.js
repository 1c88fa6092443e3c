// The window: header, menu, the view of what is held, opening and closing, focus. The talk itself is in talk.js.

import { json } from "./api.js";
import { palette } from "./colour.js";
import { ICONS, h, icon, mark } from "./dom.js";
import { Talk } from "./talk.js";

export class Panel {
  constructor(config) {
    Object.assign(this, config);
    this.dark = matchMedia("(prefers-color-scheme: dark)");
  }

  // The owner's colours in light or dark; "auto" follows the visitor's system.
  paint(color, mode) {
    const dark = mode === "dark" || (mode === "auto" && this.dark.matches);
    this.box.classList.toggle("dark", dark);
    for (const [name, value] of Object.entries(palette(color, dark))) this.box.style.setProperty("--" + name, value);
    this.dark.onchange = () => this.paint(color, mode);
  }

  async open() {
    if (this.busy) return;
    this.busy = true;
    try {
      if (!this.panel) await this.build();
      this.sorry?.remove();
      this.panel.hidden = false;
      this.launcher.hidden = true;
      this.launcher.setAttribute("aria-expanded", "true");
      this.talk.opened(this.mode === "page");
    } catch {
      this.launcher.disabled = false;
      this.sorry ||= h("p", { cls: this.mode === "bubble" ? "error away" : "error", role: "status" });
      this.sorry.textContent = "";
      this.shell.append(this.sorry);
      this.sorry.textContent = this.launcher.title = this.unreachable;
      console.warn(`Tacit: no answer from ${this.base}. Is ${location.origin} on the bot's list of sites, and is the bot published?`);
    } finally {
      this.busy = false;
    }
  }

  close() {
    this.talk.unfollow();
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  async build() {
    const card = await json(this.base, "GET", `/bots/${encodeURIComponent(this.bot)}?language=${encodeURIComponent(this.language)}`).catch((problem) => {
      // Another site's language tag may be anything; ask once more without it.
      if (problem.code === "invalid") return json(this.base, "GET", `/bots/${encodeURIComponent(this.bot)}`);
      throw problem;
    });
    const t = (this.t = (key, values) => (card.texts[key] || key).replace(/\{(\w+)\}/g, (_, name) => values[name]));
    this.card = card;
    this.paint(this.color || card.theme.color, card.theme.mode);
    if (!this.position) this.box.classList.toggle("left", card.theme.position === "left");
    this.box.lang = card.interface;
    this.box.dir = card.direction;
    this.launcher.setAttribute("aria-label", t("open", { name: card.name }));

    this.live = h("div", { cls: "sr", role: "status", "aria-live": "polite" });
    this.talk = new Talk(this);
    this.menu = h(
      "div",
      { cls: "menu", hidden: true },
      h("a", { href: this.noticeUrl(), target: "_blank", rel: "noopener" }, t("notice")),
      h("button", { type: "button", onclick: () => this.held() }, t("held")),
      h("button", { type: "button", onclick: () => this.held(true) }, t("forget")),
      h("button", { type: "button", onclick: () => this.fresh() }, t("new")),
      this.mode !== "page" && h("button", { type: "button", onclick: () => this.close() }, t("close")),
    );
    this.more = h("button", { type: "button", cls: "round more", "aria-label": t("menu"), "aria-expanded": "false", onclick: () => this.toggleMenu() }, icon(ICONS.menu));
    const head = h(
      "header",
      { cls: "head" },
      h("div", { cls: "avatar", "aria-hidden": "true" }, card.theme.avatar || mark()),
      h("div", { cls: "who" }, h("h2", { cls: "name", id: "name" }, card.name), this.talk.role),
      this.more,
      this.mode !== "page" && h("button", { type: "button", cls: "round", "aria-label": t("close"), onclick: () => this.close() }, icon(ICONS.close)),
    );
    this.panel = h(
      "section",
      { cls: "panel", role: this.mode === "bubble" ? "dialog" : "region", "aria-labelledby": "name", hidden: true, onkeydown: (event) => this.key(event) },
      head, this.menu, ...this.talk.parts, this.live,
    );
    this.shell.append(this.panel);
    await this.talk.resume();
  }

  // Another bot in this window: the survey offered at the end of a talk.
  turnTo(bot) {
    this.talk.unfollow();
    this.panel.remove();
    this.panel = null;
    this.bot = bot;
    return this.open();
  }

  noticeUrl() {
    const url = new URL(this.card.notice.url, this.base);
    url.searchParams.set("language", this.card.interface);
    return url.href;
  }

  // Said once to screen readers, when a reply is finished.
  announce(text) {
    this.live.textContent = "";
    setTimeout(() => (this.live.textContent = text), 50);
  }

  toggleMenu(shown = this.menu.hidden) {
    this.menu.hidden = !shown;
    this.more.setAttribute("aria-expanded", shown);
    if (shown) this.menu.firstChild.focus();
  }

  key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (!this.menu.hidden) {
        this.toggleMenu(false);
        this.more.focus();
      } else if (this.view) this.back();
      else if (this.mode !== "page") this.close();
    } else if (event.key === "Tab" && this.mode === "bubble") {
      const all = [...this.panel.querySelectorAll("a[href],button:not(:disabled),textarea,[tabindex='0']")].filter((e) => e.getClientRects().length);
      const edge = event.shiftKey ? all[0] : all.at(-1);
      if (this.root.activeElement === edge) {
        event.preventDefault();
        (event.shiftKey ? all.at(-1) : all[0]).focus();
      }
    }
  }

  // What is held on this visitor, and the way to have it forgotten.
  async held(forget) {
    const { t, talk } = this;
    this.toggleMenu(false);
    const facts = await talk.facts();
    const kinds = [...new Set((facts?.turns || []).flatMap((turn) => turn.bars.map((bar) => bar.label)))];
    const rows = facts
      ? [
          t("held_turns", { count: facts.turns.length }),
          facts.turns[0] && t("held_from", { date: new Date(facts.turns[0].at).toLocaleString(this.card.interface) }),
          kinds.length && t("held_kinds", { kinds: kinds.join(", ") }),
          t("held_only"),
        ]
      : [t("held_none")];
    const said = (facts?.turns || []).filter((turn) => turn.message).map((turn) => h("li", { dir: "auto" }, turn.message));
    const yes = facts && h("button", { type: "button", cls: "main", onclick: () => this.forget() }, t("forget"));
    this.show(t("held_title"), [
      ...rows.filter(Boolean).map((row) => h("p", null, row)),
      said.length ? h("p", { cls: "small" }, t("held_words")) : null,
      said.length ? h("ul", null, ...said) : null,
      this.card.opt_out && h("p", null, t("opt_out")),
      yes && h("p", { cls: "small" }, t("forget_what")),
      yes,
    ]);
    if (forget && yes) yes.focus();
  }

  async forget() {
    const done = await this.talk.forget();
    // What is gone is gone: the only way on is a new talk.
    this.show(this.t("held_title"), [h("p", null, this.t(done ? "forgotten" : "e_other"))], done && this.t("new"));
    this.announce(this.t(done ? "forgotten" : "e_other"));
  }

  fresh() {
    this.toggleMenu(false);
    this.back();
    this.talk.clear();
    this.talk.opened(true);
  }

  show(title, content, way = "") {
    this.view?.remove();
    this.view = h(
      "div",
      { cls: "view", tabindex: "-1" },
      h("h2", null, title),
      ...content,
      h("button", { type: "button", cls: "plain", onclick: () => this.back() }, way || this.t("back")),
    );
    for (const part of this.talk.parts) (part.inert = true), (part.style.display = "none");
    this.panel.append(this.view);
    this.view.focus();
  }

  back() {
    this.view?.remove();
    this.view = null;
    for (const part of this.talk.parts) (part.inert = false), (part.style.display = "");
    this.talk.input.focus();
  }
}
