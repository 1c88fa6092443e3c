// The talk: consent at the first send, messages, the stream of a reply, sources, choices, thumbs, errors.

import { Problem, call, events, json } from "./api.js";
import { ICONS, h, icon } from "./dom.js";
import { link, render } from "./markdown.js";

const LONGEST = 8000;
const TRIES = 5;
const SILENCE = 45000; // three missed keep-alives
const REASONS = ["wrong", "missing", "unclear", "rude", "other"];
const SAID = {
  offline: "e_offline", rate_limited: "e_busy", busy: "e_busy", stopping: "e_busy", conversation_closed: "e_closed",
  conversation_unknown: "e_closed", token_expired: "e_expired", token_invalid: "e_expired", token_foreign: "e_expired", message_too_long: "e_long",
  body_too_large: "e_long", origin_refused: "e_refused", origin_missing: "e_refused", bot_unknown: "e_refused", consent_stale: "e_notice", consent_needed: "e_notice",
};
const OVER = ["conversation_closed", "conversation_unknown", "token_expired", "token_invalid", "token_foreign"];
// The path of headings without the title it begins with.
const below = ({ title, heading }) => (heading || "").split(" › ").filter((part, i) => i || part !== title).join(" › ");
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export class Talk {
  constructor(panel) {
    this.panel = panel;
    const { t, card } = panel;
    this.key = "tacit:" + panel.bot;
    this.log = h("div", { cls: "log", role: "log", "aria-live": "off", "aria-label": card.name, tabindex: "0" });
    this.ask = h("div", { cls: "ask", hidden: true, role: "group", "aria-label": card.consent.button });
    this.input = h("textarea", {
      rows: 1, "aria-label": t("write"), placeholder: t("write"), enterkeyhint: "send", oninput: () => this.grow(),
      onkeydown: (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          this.submit();
        }
      },
    });
    this.button = h("button", { type: "submit", cls: "send", "aria-label": t("send") }, icon(ICONS.send));
    const form = h("form", { cls: "field", onsubmit: (event) => (event.preventDefault(), this.submit()) }, this.input, this.button);
    this.role = h("div", { cls: "ai" });
    this.answers = h("span");
    const line = h("p", { cls: "small" }, this.answers, " ", h("a", { href: panel.noticeUrl(), target: "_blank", rel: "noopener" }, t("notice")));
    this.parts = [this.log, this.ask, h("div", { cls: "foot" }, form, line)];
    this.blank();
  }

  // ---- what is remembered: in memory, and once consent is given in this tab only

  remember(state) {
    this.state = state;
    try {
      if (state) sessionStorage.setItem(this.key, JSON.stringify(state));
      else sessionStorage.removeItem(this.key);
    } catch {
      /* a site may forbid storage; the talk then lives as long as the page */
    }
  }

  renew(renewed) {
    if (renewed) this.remember({ ...this.state, token: renewed.token });
  }

  // Goes on with this tab's talk, if there is one and the server still knows it.
  async resume() {
    let state = null;
    try {
      state = JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      /* nothing readable */
    }
    if (!state?.token) return;
    this.state = state;
    try {
      const past = await this.server("GET", "");
      if (past.closed) return this.remember(null);
      this.renew(past.renewed);
      for (const turn of past.turns) {
        this.mine(turn.message).show(turn.bars);
        const reply = this.reply();
        this.finish(reply, turn, turn === past.turns.at(-1));
        for (const line of past.lines) if (line.turn === turn.turn) this.line(line, true);
      }
      this.stands(past);
    } catch (problem) {
      if (problem.code !== "offline") this.remember(null);
    }
  }

  clear() {
    this.remember(null);
    this.blank();
  }

  blank() {
    this.unfollow();
    this.heard = 0;
    this.stands({});
    this.busy = null;
    this.ask.hidden = true;
    this.log.replaceChildren();
    const { card, t } = this.panel;
    // A bot that leads the talk waits for a word; who opens it should not have to guess one.
    const first = card.starters.length || card.kind === "support" ? card.starters : [t("start")];
    const starters = h("div", { cls: "chips" }, ...first.map((text) => this.chip(text, () => this.send(text))));
    this.log.append(h("div", { cls: "reply" }, render(card.welcome), first.length ? h("div", { cls: "extra" }, starters) : null));
    if (card.opt_out) this.log.append(h("p", { cls: "small" }, this.panel.t("opt_out")));
  }

  opened(quietly) {
    if (!quietly || matchMedia("(hover: hover)").matches) this.input.focus();
    this.bottom();
    this.follow();
  }

  async facts() {
    return this.state && this.server("GET", "").catch(() => null);
  }

  async forget() {
    try {
      if (this.state) await this.server("DELETE", "");
    } catch (problem) {
      if (!OVER.includes(problem.code)) return false;
    }
    this.clear();
    return true;
  }

  server(method, path, body) {
    return json(this.panel.base, method, `/conversations/${this.state.conversation}${path}`, { token: this.state.token, body });
  }

  // ---- sending

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = this.input.scrollHeight + "px";
  }

  submit() {
    if (this.input.value.trim()) this.send();
  }

  // Sends the words of a chip, or without words what stands in the field at that moment: the visitor may write on
  // beside the question for consent, and nothing typed may be lost.
  send(chosen, choice) {
    if (this.busy) return;
    const go = () => {
      const text = chosen ?? this.input.value.trim();
      if (!text) return;
      if ([...text].length > LONGEST) return this.trouble(new Problem("message_too_long"));
      if (chosen == null) {
        this.input.value = "";
        this.grow();
      }
      this.exchange({ id: "m_" + [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, "0")).join(""), text, choice });
    };
    const long = chosen == null && [...this.input.value.trim()].length > LONGEST;
    if (this.state || long) go();
    else this.consent(go, () => chosen ?? this.input.value.trim());
  }

  // Two lines and one clear button; what was typed stays where it is. Emptied meanwhile, there is nothing to agree for.
  consent(go, words) {
    const { t, card } = this.panel;
    const agree = h("button", { type: "button", cls: "main" }, card.consent.button);
    agree.onclick = async () => {
      if (!words()) return (this.ask.hidden = true), this.input.focus();
      agree.disabled = this.busy = true;
      try {
        await this.begin();
        this.busy = null;
        this.ask.hidden = true;
        this.input.focus();
        go();
      } catch (problem) {
        agree.disabled = false;
        this.busy = null;
        if (problem.code === "consent_stale") this.panel.card = await json(this.panel.base, "GET", `/bots/${this.panel.bot}?language=${card.interface}`);
        this.trouble(problem);
      }
    };
    this.ask.replaceChildren(
      h("p", null, card.consent.wording, " ", h("a", { href: this.panel.noticeUrl(), target: "_blank", rel: "noopener" }, t("agree_more"))),
      h("div", { cls: "row" }, agree, h("button", { type: "button", cls: "plain", onclick: () => this.declined() }, card.consent.decline)),
    );
    this.ask.hidden = false;
    agree.focus();
    this.bottom();
  }

  // Nothing was sent; the words stay in the field.
  declined() {
    this.ask.hidden = true;
    this.log.append(h("p", { cls: "small", role: "status" }, this.panel.card.consent.declined));
    this.bottom();
    this.input.focus();
  }

  async begin() {
    const { base, bot, card, page, invitation } = this.panel;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const begun = await json(base, "POST", `/bots/${bot}/conversations`, { body: { language: card.interface, timezone: zone, page, invitation } });
    const at = { token: begun.token, body: { notice_hash: begun.notice.hash, language: begun.language, wording: card.consent.wording, method: "button" } };
    await json(base, "PUT", `/conversations/${begun.conversation}/consent`, at);
    this.remember({ conversation: begun.conversation, token: begun.token });
  }

  async exchange(message) {
    this.busy = message;
    this.button.disabled = true;
    for (const old of this.log.querySelectorAll(".chips, .error")) old.remove();
    const mine = this.mine(message.text);
    const reply = this.reply();
    reply.hidden = this.human;
    this.bottom();
    try {
      const turn = await this.stream(message, mine, reply);
      if (turn.to_person && !turn.reply) reply.remove();
      else {
        reply.hidden = false;
        this.finish(reply, turn, true);
        this.panel.announce(turn.reply);
        if (turn.handed_over) this.stands({ waiting: !this.human, person: this.human });
      }
      this.follow();
    } catch (problem) {
      reply.remove();
      this.failed(problem, message, mine);
    }
    if (this.busy === message) this.busy = null;
    this.button.disabled = false;
  }

  // The reply as it is written. A broken line is taken up again after the last event; the server keeps it for that.
  async stream(message, mine, reply) {
    const { base } = this.panel;
    const state = this.state;
    let last = 0;
    let text = "";
    for (let tries = 0; ; ) {
      const stop = new AbortController();
      let timer;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(), SILENCE);
      };
      try {
        alive();
        const response = await call(base, "POST", `/conversations/${state.conversation}/messages`, {
          token: this.state?.token || state.token, body: message, last: last || null, accept: "text/event-stream", signal: stop.signal,
        });
        for await (const event of events(response, alive)) {
          tries = 0;
          if (event.name === "error") throw new Problem(event.data.code);
          last = event.id || last;
          if (event.name === "accepted") {
            text = "";
            mine.show(event.data.bars);
          } else if (event.name === "said") {
            text += event.data.text;
            this.words(reply, text);
          } else if (event.name === "closed") {
            if (this.state) this.renew(event.data.renewed);
            return event.data.turn;
          }
        }
        throw new Problem("offline");
      } catch (error) {
        const code = error instanceof Problem ? error.code : "offline";
        if (!["offline", "stopping", "busy"].includes(code) || ++tries > TRIES || !this.state) throw new Problem(code);
        if (code === "stopping") last = 0;
        await wait(300 * 2 ** tries);
      } finally {
        clearTimeout(timer);
      }
    }
  }

  // ---- a person in the talk: followed while the window is open and somebody was asked to come or is there

  stands({ person, waiting, closed }) {
    const { t, card } = this.panel;
    this.human = person || "";
    this.expected = !closed && !!(waiting || person);
    this.role.textContent = person ? t("p_line", { name: person }) : card.ai_label;
    this.answers.textContent = t(person ? "p_line" : waiting ? "p_wait" : "ai_line", { name: person });
    if (closed) this.remember(null);
  }

  async follow() {
    if (this.following) return;
    for (let tries = 0; this.expected && this.state && !this.panel.panel.hidden; ) {
      const stop = (this.following = new AbortController());
      let timer;
      const alive = () => {
        clearTimeout(timer);
        timer = setTimeout(() => stop.abort(), SILENCE);
      };
      try {
        alive();
        const { conversation, token } = this.state;
        const response = await call(this.panel.base, "GET", `/conversations/${conversation}/live`, {
          token, last: this.heard || null, accept: "text/event-stream", signal: stop.signal,
        });
        for await (const { name, data } of events(response, alive)) {
          if (this.following !== stop) return;
          tries = 0;
          if (name === "state") {
            this.renew(data.renewed);
            this.stands(data);
          } else this.line(data);
        }
      } catch (problem) {
        if (OVER.includes(problem.code)) this.expected = false;
        tries = Math.min(tries + 1, TRIES);
      } finally {
        clearTimeout(timer);
      }
      await wait(500 * 2 ** tries);
      if (this.following !== stop) return;
    }
    this.following = null;
  }

  unfollow() {
    this.following?.abort();
    this.following = null;
  }

  line({ number, kind, name, text }, past) {
    if (number <= this.heard) return;
    this.heard = number;
    const near = this.near();
    const said = kind === "said";
    const words = said ? text : this.panel.t("p_" + kind, { name });
    if (kind === "joined") for (const old of this.log.querySelectorAll(".chips")) old.remove();
    this.log.append(said ? h("div", { cls: "reply person" }, h("p", { cls: "small" }, name), render(text)) : h("div", { cls: "note small" }, words));
    if (past) return;
    if (near) this.bottom();
    this.panel.announce(said ? name + ": " + text : words);
  }

  // ---- what is seen

  mine(text) {
    const element = h("div", { cls: "mine" }, h("span", { cls: "sr" }, this.panel.t("you") + ": "), h("span", { dir: "auto" }, text));
    this.log.append(element);
    return {
      element,
      // Words that were kept secret become bars; offsets count code points of the text sent.
      show: (bars) => {
        if (!bars.length) return;
        const points = [...text];
        const out = [];
        let at = 0;
        for (const bar of [...bars].sort((a, b) => a.start - b.start)) {
          if (bar.start < at) continue;
          const cover = h("span", { cls: "bar", role: "img", "aria-label": this.panel.t("secret", { kind: bar.label }) });
          cover.style.width = Math.min(12, (bar.end - bar.start) * 0.5) + "em";
          const kind = h("span", { cls: "kind", "aria-hidden": "true" }, bar.label);
          out.push(points.slice(at, bar.start).join(""), h("span", { cls: "kept" }, cover, kind));
          at = bar.end;
        }
        element.lastChild.replaceChildren(...out, points.slice(at).join(""));
      },
    };
  }

  reply() {
    const element = h("div", { cls: "reply" }, h("span", { cls: "wait" }), h("span", { cls: "sr" }, this.panel.t("writing")));
    this.log.append(element);
    return element;
  }

  words(reply, text) {
    const near = this.near();
    reply.hidden = false;
    reply.replaceChildren(render(text));
    if (near) this.bottom();
  }

  finish(reply, turn, newest) {
    const { t } = this.panel;
    const near = this.near();
    reply.replaceChildren(render(turn.reply));
    const extra = h("div", { cls: "extra" });
    if (turn.state === "cut" || turn.state === "failed") extra.append(h("p", { cls: "small" }, t("cut")));
    if (turn.notice) extra.append(h("p", { cls: "small" }, turn.notice));
    if (turn.handed_over) extra.append(h("div", { cls: "person" }, t("person")));
    if (turn.citations.length)
      extra.append(
        h(
          "div",
          { cls: "sources" },
          h("p", { cls: "small" }, t("sources")),
          ...turn.citations.map((c) => link(c.url, [h("b", null, c.title), below(c)], "card")),
        ),
      );
    if (newest && turn.choices.length) extra.append(this.choices(turn.choices));
    if (newest && turn.survey) extra.append(h("div", { cls: "chips" }, this.chip(turn.survey.label, () => this.panel.turnTo(turn.survey.bot))));
    if (turn.turn) extra.append(this.thumbs(turn));
    reply.append(extra);
    if (near) this.bottom();
  }

  // Choices whose ids begin with "also_" go together: each is switched, and "Done" sends them all.
  choices(offered) {
    const chosen = new Set();
    const several = offered.some((c) => c.id.startsWith("also_"));
    const done = several && this.chip(this.panel.t("done"), () => this.send(offered.filter((c) => chosen.has(c)).map((c) => c.label).join(", ")));
    if (done) {
      done.classList.add("done");
      done.disabled = true;
    }
    const one = (c) => {
      if (!c.id.startsWith("also_")) return this.chip(c.label, () => this.send(c.label, c.id));
      const chip = this.chip(c.label, () => {
        if (!chosen.delete(c)) chosen.add(c);
        chip.setAttribute("aria-pressed", chosen.has(c));
        done.disabled = !chosen.size;
      });
      chip.setAttribute("aria-pressed", "false");
      return chip;
    };
    return h("div", { cls: "chips" }, ...offered.map(one), done);
  }

  chip(label, onclick) {
    return h("button", { type: "button", cls: "chip", onclick }, label);
  }

  thumbs(turn) {
    const { t } = this.panel;
    const row = h("div", { cls: "thumbs" });
    const more = h("div", { cls: "chips", hidden: true });
    const rate = async (thumb, reason) => {
      try {
        await this.server("POST", `/turns/${turn.turn}/rating`, { thumb, reason: reason || "" });
        for (const [i, name] of ["up", "down"].entries()) row.children[i].setAttribute("aria-pressed", name === thumb);
        const why = thumb === "down" && !reason;
        more.hidden = false;
        more.replaceChildren(h("p", { cls: "small full", role: "status" }, t(why ? "why" : "thanks")), ...(why ? REASONS.map((r) => this.chip(t(r), () => rate("down", r))) : []));
        more.scrollIntoView({ block: "nearest" });
      } catch (problem) {
        this.trouble(problem);
      }
    };
    for (const [name, label] of [["up", "good"], ["down", "bad"]])
      row.append(
        h("button", { type: "button", cls: "round", "aria-label": t(label), "aria-pressed": turn.thumb === name ? "true" : "false", onclick: () => rate(name) }, icon(ICONS.up)),
      );
    return h("div", null, row, more);
  }

  // ---- what went wrong, in plain words

  failed(problem, message, mine) {
    if (OVER.includes(problem.code) || problem.code === "consent_stale" || problem.code === "consent_needed") {
      this.remember(null);
      mine.element.remove();
      if (!message.choice) this.giveBack(message.text);
      return this.trouble(problem);
    }
    if (problem.code === "message_too_long" || problem.code === "invalid") {
      mine.element.remove();
      this.giveBack(message.text);
      return this.trouble(problem);
    }
    const again = () => {
      mine.element.remove();
      this.exchange(message);
    };
    this.trouble(problem, h("button", { type: "button", cls: "chip", onclick: again }, this.panel.t("retry")));
  }

  // Words that were not taken stand in the field again, before whatever was written meanwhile.
  giveBack(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join("\n");
    this.grow();
  }

  trouble(problem, action) {
    const words = this.panel.t(SAID[problem.code] || "e_other");
    for (const old of this.log.querySelectorAll(".error")) old.remove();
    this.log.append(h("div", { cls: "error", role: "alert" }, words, action));
    this.bottom();
  }

  near(distance = 80) {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < distance;
  }

  bottom() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}
