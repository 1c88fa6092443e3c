// The steps of a bot: beside the form on a wide screen, a line of words on a narrow one. Real links, opened in place.
export default function (component) {
  const { data, setTriggerValue } = component
  const box = room(component)
  const nav = el("nav")
  nav.setAttribute("aria-label", "Steps of this bot")
  const list = el("ol")
  for (const step of data.steps) {
    const link = el("a", step.note ? "note" : "", step.label)
    link.href = step.href
    if (step.note) link.title = step.note
    if (step.id === data.current) link.setAttribute("aria-current", "page")
    link.onclick = event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return
      event.preventDefault()
      if (step.id !== data.current) setTriggerValue("went", step.id)
    }
    const item = el("li")
    item.append(link)
    list.append(item)
  }
  nav.append(list)
  box.replaceChildren(nav)
  const current = nav.querySelector("[aria-current]")
  if (current && nav.offsetWidth >= 300) list.scrollLeft = current.offsetLeft - list.offsetLeft - 16
}
