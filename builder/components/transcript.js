// Masked talk, as bars and words: exchanges, single lines, and what was kept secret.
export default function (component) {
  const { data } = component
  const box = room(component)
  const lines = el("div", "lines")
  data.entries.forEach((entry, i) => {
    if (i && data.ruled) lines.append(el("hr", "rule"))
    lines.append(draw(entry))
  })
  box.replaceChildren(lines)
}

function draw(entry) {
  const turn = el("div", "turn")
  if (entry.when.length) {
    const when = el("div", "when quiet")
    entry.when.forEach((word, i) => when.append(el(i ? "span" : "b", "", word)))
    turn.append(when)
  }
  if (entry.line.length) {
    const line = el("div", "plainline")
    line.append(pieces(entry.line))
    turn.append(line)
  }
  if (entry.message.length) {
    const said = el("div", "said")
    said.append(pieces(entry.message))
    turn.append(said)
  }
  if (entry.reply.length) {
    const reply = el("div", entry.person ? "reply person" : "reply")
    reply.append(entry.reply.some(piece => piece.entity) ? pieces(entry.reply) : prose(entry.reply.map(piece => piece.text).join("")))
    turn.append(reply)
  }
  if (entry.why) turn.append(el("div", `why ${entry.blocked ? "block" : ""}`, entry.why))
  if (entry.kinds.length) {
    const kinds = el("div", "kinds")
    for (const one of entry.kinds) kinds.append(bar(one.label, one.action))
    turn.append(kinds)
  }
  return turn
}
