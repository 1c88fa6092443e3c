// "Keeps secret": rows are kinds of data, columns the stages, each cell a small switch of four. Kinds stand folded in
// groups; a group's own line has a switch for all of them.
const unfolded = new Set()

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
  for (const group of data.groups) table.append(...kinds(group, data, setTriggerValue))
  scroll.replaceChildren(table)
  if (!scroll.parentNode) box.append(scroll)
  scroll.tabIndex = 0
  scroll.setAttribute("role", "region")
  scroll.setAttribute("aria-label", "What happens to each kind of data")
}

function kinds(group, data, send) {
  const body = el("tbody")
  const title = el("tr", "group")
  const fold = el("button", "fold")
  fold.type = "button"
  const cell = Object.assign(el("th"), { scope: "row" })
  const words = el("span", "", `${group.label} `)
  words.append(el("span", "count", String(group.rows.length)))
  fold.append(el("span", "arrow"), words)
  cell.append(fold)
  title.append(cell)
  for (const stage of data.stages) title.append(place(toggle(whole(group, stage), stage, data, send)))
  body.append(title)

  const rows = el("tbody")
  for (const row of group.rows) {
    const line = el("tr")
    line.append(Object.assign(el("th", "", row.label), { scope: "row" }))
    for (const stage of data.stages) line.append(place(toggle({ ...row, entities: [row.entity] }, stage, data, send)))
    rows.append(line)
  }
  const open = yes => {
    rows.hidden = !yes
    fold.setAttribute("aria-expanded", String(yes))
  }
  open(unfolded.has(group.name) || group.rows.some(row => row.changed.length))
  fold.onclick = () => {
    const yes = rows.hidden
    if (yes) unfolded.add(group.name)
    else unfolded.delete(group.name)
    open(yes)
  }
  return [body, rows]
}

// A group as one row: the action its kinds share at a stage, or "mixed" (said as: varies).
function whole(group, stage) {
  const found = new Set(group.rows.map(row => row.actions[stage.id]))
  return {
    label: group.label,
    entities: group.rows.map(row => row.entity),
    actions: { [stage.id]: found.size === 1 ? [...found][0] : "mixed" },
    rules: {},
    changed: [],
  }
}

function place(node) {
  const cell = el("td")
  cell.append(node)
  return cell
}

function toggle(row, stage, data, send) {
  const now = row.actions[stage.id]
  const box = el("span", `switch ${now} ${row.changed.includes(stage.id) ? "changed" : ""}`)
  box.title = row.rules[stage.id] || ""
  const word = el("span", "", data.actions.find(one => one.id === now)?.label || "varies")
  word.setAttribute("aria-hidden", "true")
  const select = el("select")
  select.setAttribute("aria-label", `${row.label}, ${stage.label}`)
  select.disabled = data.fixed
  if (now === "mixed") select.append(Object.assign(el("option", "", "varies"), { value: "mixed", selected: true, disabled: true }))
  for (const one of data.actions) select.append(Object.assign(el("option", "", one.label), { value: one.id, selected: one.id === now }))
  select.onchange = () => {
    box.className = `switch ${select.value} changed`
    word.textContent = select.options[select.selectedIndex].text
    send("changed", { entities: row.entities, stage: stage.id, action: select.value })
  }
  box.append(word, select)
  return box
}
