// Hours of a week, or of single dates: each a line with its stretches of time. What was typed stays as it is while the
// page is drawn anew; only a new version of the draft replaces it.
export default function (component) {
  const { data } = component
  const box = room(component)
  if (box.dataset.version !== data.version) {
    box.dataset.version = data.version
    box.model = data.rows.map(row => ({ ...row, spans: row.spans.map(span => [...span]) }))
    draw(box, data, component)
  }
  mark(box, data)
}

function draw(box, data, component) {
  const tell = () => component.setStateValue("value", box.model.map(({ id, day, spans }) => ({ id, day, spans })))
  const again = () => {
    draw(box, data, component)
    mark(box, data)
    tell()
  }
  const set = el("fieldset")
  set.disabled = data.fixed
  const list = el("ul")
  box.model.forEach((row, place) => list.append(data.dates ? dateLine(box, data, row, place, tell, again) : weekLine(box, data, row, place, tell, again)))
  if (data.dates && !box.model.length) set.append(el("p", "none", data.none))
  set.append(list)
  if (data.dates && !data.fixed) {
    const more = button("more", "Add a day", () => {
      box.model.push({ id: `new${Date.now()}`, day: "", spans: [] })
      again()
      box.querySelector("li:last-child input[type=date]")?.focus()
    })
    set.append(more)
  }
  box.replaceChildren(set)
}

function weekLine(box, data, row, place, tell, again) {
  const line = el("li")
  line.dataset.id = row.id
  const name = el("div", "name")
  const check = Object.assign(el("input"), { type: "checkbox", checked: row.spans.length > 0, id: `${data.name}-${row.id}` })
  check.onchange = () => {
    row.spans = check.checked ? [[...(box.model.find(one => one.spans.length)?.spans[0] || data.first)]] : []
    again()
  }
  const label = Object.assign(el("label", "", row.label), { htmlFor: check.id })
  name.append(check, label)
  const spans = stretches(box, data, row, row.label, tell, again)
  if (!data.fixed && place === box.model.findIndex(one => one.spans.length) && box.model.slice(place + 1, 5).some(one => !same(one.spans, row.spans)))
    spans.append(
      button("plain", "Same until Friday", () => {
        for (const one of box.model.slice(place + 1, 5)) one.spans = row.spans.map(span => [...span])
        again()
      }),
    )
  line.append(name, spans, el("p", "wrong"))
  return line
}

function dateLine(box, data, row, place, tell, again) {
  const line = el("li", "date")
  line.dataset.id = row.id
  const day = Object.assign(el("input"), { type: "date", value: row.day, min: data.today })
  day.setAttribute("aria-label", `Day ${place + 1}`)
  day.onchange = () => {
    row.day = day.value
    tell()
  }
  const spans = stretches(box, data, row, row.day || `Day ${place + 1}`, tell, again)
  if (!data.fixed)
    spans.append(
      button("plain", "Take this day away", () => {
        box.model.splice(place, 1)
        again()
      }),
    )
  line.append(day, spans, el("p", "wrong"))
  return line
}

function stretches(box, data, row, called, tell, again) {
  const cell = el("div", "spans")
  if (!row.spans.length) cell.append(el("span", "shut", data.shut))
  row.spans.forEach((span, i) => {
    const one = el("span", "span")
    one.append(clock(span, 0, `${called}, from`, tell), el("span", "quiet", "to"), clock(span, 1, `${called}, to`, tell))
    if (!data.fixed && (row.spans.length > 1 || data.dates))
      one.append(
        button("plain less", "×", () => {
          row.spans.splice(i, 1)
          again()
        }, `Take ${span[0]} to ${span[1]} away`),
      )
    cell.append(one)
  })
  if (!data.fixed && (row.spans.length || data.dates))
    cell.append(
      button("plain", row.spans.length ? data.another : "Open for some hours", () => {
        row.spans.push(row.spans.length ? later(row.spans.at(-1)) : [...data.first])
        again()
      }),
    )
  return cell
}

// A field of its own and not the browser's: 24:00 ends a day, and the clock is the same on every screen.
function clock(span, side, label, tell) {
  const input = Object.assign(el("input", "clock"), { type: "text", value: span[side], maxLength: 5, inputMode: "numeric" })
  input.setAttribute("aria-label", label)
  input.autocomplete = "off"
  input.onchange = () => {
    const read = time(input.value)
    if (read && !(read === "24:00" && !side)) span[side] = read
    input.value = span[side]
    tell()
  }
  return input
}

// 9, 9:30, 9.30, 930 and 0930 are times; midnight at the end of a day is 24:00 however it is written.
function time(text) {
  const found = text.trim().match(/^(\d{1,2})(?:[:.h ]?(\d{2}))?$/)
  if (!found) return ""
  const [hour, minute] = [Number(found[1]), Number(found[2] || 0)]
  if (hour > 24 || minute > 59 || (hour === 24 && minute)) return ""
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
}

function later([, end]) {
  const hour = Number(end.slice(0, 2))
  const at = plus => `${String(Math.min(24, hour + plus)).padStart(2, "0")}:${hour + plus >= 24 ? "00" : end.slice(3)}`
  return hour >= 23 ? ["00:00", "01:00"] : [at(1), at(3)]
}

function mark(box, data) {
  for (const line of box.querySelectorAll("li")) {
    const row = box.model.find(one => one.id === line.dataset.id)
    const said = data.wrong[data.dates ? row?.day || "" : line.dataset.id] || ""
    line.querySelector(".wrong").textContent = said
    for (const input of line.querySelectorAll(".clock")) input.setAttribute("aria-invalid", String(!!said))
  }
}

function button(name, text, act, label) {
  const made = Object.assign(el("button", name, text), { type: "button" })
  if (label) made.setAttribute("aria-label", label)
  made.onclick = act
  return made
}

function same(these, those) {
  return JSON.stringify(these) === JSON.stringify(those)
}
