// The free times of a week: a strip for each day, and what it says in words.
export default function (component) {
  const { data } = component
  const box = room(component)
  const list = el("ol", data.old ? "old" : "")
  for (const day of data.days) {
    const line = el("li")
    const strip = el("span", "strip")
    strip.setAttribute("aria-hidden", "true")
    const whole = data.to - data.from
    for (const [from, to] of day.spans) {
      const part = el("span")
      part.style.left = `${(100 * (from - data.from)) / whole}%`
      part.style.width = `${(100 * (to - from)) / whole}%`
      strip.append(part)
    }
    line.append(el("span", "day", day.label), strip, el("span", "count", day.count))
    if (day.when) line.append(el("span", "when", day.when))
    list.append(line)
  }
  box.replaceChildren(list)
}
