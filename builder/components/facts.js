// A short list of facts: a label, and its words or bars.
export default function (component) {
  const { data } = component
  const box = room(component)
  const list = el("dl")
  for (const fact of data.facts) {
    const value = el("dd")
    value.append(pieces(fact.pieces))
    if (fact.note) value.append(el("span", "quiet", fact.note))
    list.append(el("dt", "", fact.label), value)
  }
  box.replaceChildren(list)
}
