// The live preview: the draft's widget on a phone, and under each turn what the model saw.
const AGAIN = "M17.7 6.3A8 8 0 1 0 20 12h-2a6 6 0 1 1-1.8-4.2L13 11h7V4z"
const SEND = "M3 20V14l8-2-8-2V4l19 8z"
const MARK = "M9 5.25h14A5.25 5.25 0 0 1 28.25 10.5v8A5.25 5.25 0 0 1 23 23.75H14.2l-5.1 4.3a.85.85 0 0 1-1.4-.65v-3.8A5.25 5.25 0 0 1 3.75 18.5v-8A5.25 5.25 0 0 1 9 5.25Z"
const opened = new Map()

function icon(path, size, extra) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`)
  svg.setAttribute("aria-hidden", "true")
  for (const [name, d] of [["path", path], ...(extra || [])]) {
    const shape = document.createElementNS(svg.namespaceURI, name)
    for (const [key, value] of Object.entries(typeof d === "string" ? { d, fill: "currentColor" } : d)) shape.setAttribute(key, value)
    svg.append(shape)
  }
  return svg
}

function mark() {
  return icon({ d: MARK, fill: "none", stroke: "currentColor", "stroke-width": 2.5 }, 32, [
    ["path", { d: "M9.5 11h9", stroke: "currentColor", "stroke-width": 2.2, "stroke-linecap": "round" }],
    ["rect", { x: 8.2, y: 14.4, width: 15.6, height: 5, rx: 2.5, fill: "currentColor" }],
  ])
}

// Black or white words on the owner's colour, whichever is easier to read.
function onBrand(hex) {
  const part = i => {
    const v = parseInt(hex.slice(i, i + 2), 16) / 255
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }
  const light = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.0615 ? "#FFFFFF" : "#1A2321"
}

export default function (component) {
  const { data, setTriggerValue } = component
  const box = room(component)
  if (!box.firstChild) frame(box)
  const phone = box.querySelector(".phone")
  const brand = /^#[0-9a-fA-F]{6}$/.test(data.color) ? data.color : "#0B5D51"
  phone.dataset.mode = data.mode
  phone.style.setProperty("--brand", brand)
  phone.style.setProperty("--on-brand", onBrand(brand))
  const face = box.querySelector(".face")
  face.replaceChildren(data.avatar ? document.createTextNode(data.avatar) : mark())
  box.querySelector(".who b").textContent = data.name
  box.querySelector(".who span").textContent = data.label
  box.querySelector(".foot").textContent = data.foot

  const log = box.querySelector(".log")
  const input = box.querySelector("textarea")
  const send = box.querySelector(".send")
  input.placeholder = data.placeholder
  input.disabled = data.closed
  send.disabled = data.closed || Boolean(data.live)

  const say = (text, choice) => {
    if (!text.trim() || send.disabled) return
    log.querySelectorAll(".chips").forEach(chips => chips.remove())
    log.append(...coming({ text, reply: "", doing: "" }))
    log.scrollTop = log.scrollHeight
    send.disabled = true
    input.value = ""
    setTriggerValue("sent", { text, choice: choice || null })
  }
  box.querySelector("form").onsubmit = event => {
    event.preventDefault()
    say(input.value)
  }
  input.onkeydown = event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      say(input.value)
    }
  }
  box.querySelector(".again").onclick = () => setTriggerValue("again", true)

  const drawn = [hello(data, say)]
  data.turns.forEach((turn, i) => drawn.push(...exchange(turn, !data.live && i === data.turns.length - 1, say, data.reader)))
  if (data.live) drawn.push(...coming(data.live))
  if (data.problem) drawn.push(el("div", "said block", data.problem))
  const low = log.scrollHeight - log.scrollTop - log.clientHeight < 80
  log.setAttribute("aria-busy", String(Boolean(data.live)))
  log.replaceChildren(...drawn)
  if (data.live) {
    if (low) log.scrollTop = log.scrollHeight
  } else if (log.dataset.turns !== String(data.turns.length)) {
    const mine = log.querySelectorAll(".mine")
    log.scrollTop = mine.length ? mine[mine.length - 1].offsetTop - log.offsetTop - 12 : 0
    log.dataset.turns = data.turns.length
  }
}

function frame(box) {
  const phone = el("div", "phone")
  const screen = el("div", "screen")
  const head = el("div", "head")
  const who = el("div", "who")
  const again = el("button", "again")
  who.append(el("b"), el("span"))
  again.type = "button"
  again.title = "Start the talk over"
  again.setAttribute("aria-label", "Start the talk over")
  again.append(icon(AGAIN, 24))
  const face = el("div", "face")
  face.setAttribute("aria-hidden", "true")
  head.append(face, who, again)
  const log = el("div", "log")
  log.setAttribute("role", "log")
  log.setAttribute("aria-label", "Talk with the draft")
  log.tabIndex = 0
  const form = el("form", "composer")
  const input = el("textarea")
  input.rows = 1
  input.setAttribute("aria-label", "Message to the draft")
  const send = el("button", "send")
  send.type = "submit"
  send.setAttribute("aria-label", "Send message")
  send.append(icon(SEND, 24))
  form.append(input, send)
  screen.append(head, log, form, el("div", "foot"))
  phone.append(screen)
  box.append(phone)
}

function hello(data, say) {
  const box = el("div")
  box.append(prose(data.welcome))
  if (data.starters.length && !data.turns.length && !data.live) {
    const chips = el("div", "chips")
    chips.style.marginTop = "12px"
    data.starters.forEach(text => chips.append(chip(text, () => say(text))))
    box.append(chips)
  }
  return box
}

// A reply on its way: what was typed, and the words so far or three dots.
function coming(live) {
  const drawn = [el("div", "mine words", live.text)]
  if (live.reply) drawn.push(prose(live.reply))
  else {
    const wait = el("div", "dots")
    wait.setAttribute("role", "status")
    wait.append(el("i"), el("i"), el("i"))
    if (live.doing) wait.append(el("span", "quiet", live.doing))
    else wait.setAttribute("aria-label", "An answer is being written")
    drawn.push(wait)
  }
  return drawn
}

function chip(text, act) {
  const button = el("button", "chip", text)
  button.type = "button"
  button.onclick = act
  return button
}

function exchange(turn, last, say, reader) {
  const mine = el("div", "mine")
  mine.append(pieces(turn.typed))
  const drawn = [mine]
  if (turn.reply) drawn.push(prose(turn.reply))
  if (turn.notice) drawn.push(el("div", "said", turn.notice))
  if (turn.outcome) drawn.push(el("div", `said ${turn.blocked ? "block" : ""}`, turn.outcome))
  if (turn.citations.length) {
    const cards = el("div", "cards")
    for (const one of turn.citations) {
      const card = el("div", "card")
      card.append(el("b", "", one.title))
      if (one.heading) card.append(document.createTextNode(` › ${one.heading}`))
      cards.append(card)
    }
    drawn.push(cards)
  }
  if (last && turn.choices.length) drawn.push(choices(turn.choices, say))
  drawn.push(curtain(turn, reader))
  return drawn
}

// Choices whose ids begin with "also_" go together, as in the widget: each is switched, and "Done" sends them all.
function choices(offered, say) {
  const chips = el("div", "chips")
  const chosen = new Set()
  const done = chip("Done", () => say(offered.filter(one => chosen.has(one)).map(one => one.label).join(", ")))
  done.classList.add("done")
  done.disabled = true
  for (const one of offered) {
    const several = one.id.startsWith("also_")
    const button = chip(one.label, () => {
      if (!several) return say(one.label, one.id)
      if (!chosen.delete(one)) chosen.add(one)
      button.setAttribute("aria-pressed", chosen.has(one))
      done.disabled = !chosen.size
    })
    if (several) button.setAttribute("aria-pressed", "false")
    chips.append(button)
  }
  if (offered.some(one => one.id.startsWith("also_"))) chips.append(done)
  return chips
}

// ``reader`` is who read the message: the model when one writes the answers, else the bot.
function curtain(turn, reader) {
  const fold = el("details", "curtain")
  fold.open = opened.get(turn.id) ?? false
  fold.ontoggle = () => opened.set(turn.id, fold.open)
  const summary = el("summary")
  if (turn.kept) {
    const solid = el("span", "bar")
    solid.setAttribute("aria-hidden", "true")
    summary.append(solid)
  }
  summary.append(document.createTextNode(`What the ${reader} saw`))
  const inside = el("div", "inside")
  const beside = el("div", "beside")
  const saw = turn.stopped ? el("span", "", "Nothing. It was stopped before.") : pieces(turn.saw)
  beside.append(part("You typed", el("span", "words", turn.text)), part(`The ${reader} saw`, saw))
  inside.append(beside)
  if (turn.prompt.length) {
    const whole = el("details")
    whole.append(el("summary", "", `Everything the ${reader} was given`), pieces(turn.prompt, "mono"))
    inside.append(whole)
  }
  if (turn.findings.length) inside.append(part("Kept secret", list(turn.findings, one => [bar(one.label, one.action), el("span", "quiet", one.where)])))
  if (turn.passages.length)
    inside.append(part("Passages it looked at", list(turn.passages, one => [el("span", "", one.heading ? `${one.title} › ${one.heading}` : one.title)])))
  if (turn.times.length) inside.append(part("Time", times(turn.times)))
  fold.append(summary, inside)
  return fold
}

function part(title, content) {
  const box = el("div")
  box.append(el("h4", "", title), content)
  return box
}

function list(items, draw) {
  const box = el("ul")
  for (const item of items) {
    const li = el("li")
    li.append(...draw(item))
    box.append(li)
  }
  return box
}

function times(stages) {
  const box = el("div")
  const line = el("div", "time")
  const words = el("div", "times")
  const whole = stages.reduce((sum, one) => sum + one.ms, 0) || 1
  for (const one of stages) {
    const slice = el("i")
    slice.style.width = `${(100 * one.ms) / whole}%`
    line.append(slice)
    words.append(el("span", "", `${one.label} ${one.ms < 100 ? "under 0.1" : (one.ms / 1000).toFixed(1)} s`))
  }
  box.append(line, words)
  return box
}
