// "Keeps secret": rows are kinds of data, columns the stages, each cell a small switch of four.
export default function (component) {
  const { data, setTriggerValue } = component
  const box = room(component)
  const scroll = box.querySelector(".scroll") || el("div", "scroll")
  const table = el("table")
  const head = el("tr")
  head.append(Object.assign(el("th", "", "Kind of data"), { scope: "col" }))
  for (const stage of data.stages) head.append(Object.assign(el("th", "", stage.label), { scope: "col" }))
  const thead = el("thead")
  thead.append(head)
  table.append(thead)
  for (const group of data.groups) {
    const body = el("tbody")
    const title = el("tr", "group")
    title.append(Object.assign(el("th", "", group.label), { colSpan: data.stages.length + 1, scope: "rowgroup" }))
    body.append(title)
    for (const row of group.rows) {
      const line = el("tr")
      line.append(Object.assign(el("th", "", row.label), { scope: "row" }))
      for (const stage of data.stages) {
        const cell = el("td")
        cell.append(toggle(row, stage, data, setTriggerValue))
        line.append(cell)
      }
      body.append(line)
    }
    table.append(body)
  }
  scroll.replaceChildren(table)
  if (!scroll.parentNode) box.append(scroll)
  scroll.tabIndex = 0
  scroll.setAttribute("role", "region")
  scroll.setAttribute("aria-label", "What happens to each kind of data")
}

function toggle(row, stage, data, setTriggerValue) {
  const now = row.actions[stage.id]
  const box = el("span", `switch ${now} ${row.changed.includes(stage.id) ? "changed" : ""}`)
  box.title = row.rules[stage.id] || ""
  const word = el("span", "", data.actions.find(one => one.id === now)?.label || now)
  word.setAttribute("aria-hidden", "true")
  const select = el("select")
  select.setAttribute("aria-label", `${row.label}, ${stage.label}`)
  select.disabled = data.fixed
  for (const one of data.actions) select.append(Object.assign(el("option", "", one.label), { value: one.id, selected: one.id === now }))
  select.onchange = () => {
    box.className = `switch ${select.value} changed`
    word.textContent = select.options[select.selectedIndex].text
    setTriggerValue("changed", { entity: row.entity, stage: stage.id, action: select.value })
  }
  box.append(word, select)
  return box
}
