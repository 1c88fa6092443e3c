// Bookings as a calendar. Day and week are columns of time, month is squares; on a narrow screen a week is a list of
// its days. A booking opens when pressed, and asks to be moved when dragged; a free place asks for a booking there.
const LOW = 24 // pixels of the shortest booking
const LINE = 18
const SNAP_FROM = 6 // pixels a booking must be dragged before it counts as dragged and not as pressed

export default function (component) {
  const { data } = component
  const send = (name, value) => component.setTriggerValue(name, { ...value, nonce: Date.now() })
  const box = room(component)
  const before = box.dataset.chosen || ""
  const held = document.activeElement === component.parentElement.host ? component.parentElement.activeElement?.dataset.id : ""
  const sheet = data.view === "month" ? month(data, send) : days(data, send)
  box.replaceChildren(sheet)
  if (held) box.querySelector(`[data-id="${CSS.escape(held)}"]`)?.focus({ preventScroll: true })
  box.dataset.chosen = data.chosen
  if (data.chosen && data.chosen !== before) reveal(data.beside)
}

// Below a narrow calendar the opened booking would be out of sight.
function reveal(name) {
  let tries = 0
  const look = () => {
    const found = document.querySelector(`.st-key-${CSS.escape(name)}`)
    if (found && found.getBoundingClientRect().top > window.innerHeight - 80) found.scrollIntoView({ block: "start" })
    else if (!found && tries++ < 20) setTimeout(look, 100)
  }
  setTimeout(look, 150)
}

function days(data, send) {
  const box = el("div", `days ${data.several ? "several" : ""}`)
  box.style.setProperty("--columns", data.columns.length)
  box.style.setProperty("--tall", `${Math.round(((data.to - data.from) / 60) * data.hour)}px`)
  const sheet = el("div", "sheet")
  sheet.append(head(data, send), grid(data, send))
  box.append(sheet)
  if (data.several) box.append(list(data, send))
  return box
}

function head(data, send) {
  const row = el("div", "head")
  row.append(el("span"))
  for (const column of data.columns) {
    const cell = el("div", column.today ? "today" : "")
    const into = data.several ? Object.assign(el("button"), { type: "button" }) : cell
    into.append(el("b", "", column.title), el("span", "quiet", column.note || " "))
    if (into !== cell) {
      into.title = `Show ${column.title} alone`
      into.onclick = () => send("day", { day: column.day })
      cell.append(into)
    }
    row.append(cell)
  }
  return row
}

function grid(data, send) {
  const box = el("div", "grid")
  const hours = el("div", "hours")
  hours.setAttribute("aria-hidden", "true")
  for (let minute = data.from; minute < data.to; minute += 60) {
    const label = el("span", "", clock(minute))
    label.style.top = share(data, minute - data.from)
    hours.append(label)
  }
  box.append(hours)
  data.columns.forEach((column, place) => box.append(drawColumn(data, column, place, send)))
  return box
}

function drawColumn(data, column, place, send) {
  const box = el("div", "column")
  box.dataset.place = place
  for (const [from, to] of column.open) {
    const open = el("div", `open ${data.add ? "add" : ""}`)
    span(open, data, from, to)
    box.append(open)
  }
  for (let minute = data.from + 60; minute < data.to; minute += 60) {
    const line = el("div", "line")
    line.style.top = share(data, minute - data.from)
    box.append(line)
  }
  if (data.now && data.now.day === column.day) {
    const now = el("div", "now")
    now.style.top = share(data, data.now.minute - data.from)
    box.append(now)
  }
  for (const one of data.entries.filter(entry => entry.place === place)) box.append(block(data, one, send))
  if (data.add) ghost(box, data, column, send)
  return box
}

function block(data, one, send) {
  const tall = Math.max(LOW, ((one.to - one.from) / 60) * data.hour)
  const lines = Math.floor((tall - 6) / LINE)
  const node = entry(one, data, send, lines)
  span(node, data, one.from, Math.max(one.to, one.from + (LOW / data.hour) * 60))
  node.style.left = `calc(${(100 * one.lane) / one.lanes}% + 3px)`
  node.style.width = `calc(${100 / one.lanes}% - 6px)`
  if (one.movable && data.move) drag(node, data, one, send)
  return node
}

// A booking in as many lines as it has room for; in one, the bar stands without its word.
function entry(one, data, send, lines) {
  const low = lines < 2
  const node = el("button", `entry ${one.state} ${one.past ? "past" : ""} ${low ? "low" : ""} ${one.id === data.chosen ? "chosen" : ""}`)
  node.type = "button"
  node.dataset.id = one.id
  node.setAttribute("aria-label", one.said)
  if (one.id === data.chosen) node.setAttribute("aria-pressed", "true")
  node.title = one.said
  const what = el("span", "row what", one.what)
  node.append(el("span", "row time", low ? one.begins : one.when), what)
  const kept = one.kinds.length && (low || lines > 2) ? el("span", "row") : null
  if (kept && low) kept.append(el("span", "bar"))
  else if (kept) for (const kind of one.kinds) kept.append(bar(kind, "mask"), document.createTextNode(" "))
  if (kept) node.append(kept)
  const whom = one.with && (low || lines > 3 - !kept)
  if (whom) node.append(el("span", "row quiet", one.with))
  if (lines > 3) what.style.setProperty("--lines", lines - 1 - !!kept - whom)
  node.onclick = () => {
    if (node.dataset.moved) delete node.dataset.moved
    else send("opened", { id: one.id })
  }
  return node
}

// The place a press would book, shown under the pointer.
function ghost(box, data, column, send) {
  const shade = el("div", "ghost")
  shade.hidden = true
  shade.setAttribute("aria-hidden", "true")
  box.append(shade)
  const at = event => {
    if (event.target !== box && !event.target.classList.contains("open")) return null
    const minute = snap(data, box, event.clientY, 1 / 3)
    return column.open.some(([from, to]) => from <= minute && minute < to) && !past(data, column, minute) ? minute : null
  }
  box.onmousemove = event => {
    const minute = at(event)
    shade.hidden = minute === null
    if (minute === null) return
    span(shade, data, minute, minute + data.step)
    shade.style.minHeight = "22px"
    shade.textContent = `${clock(minute)} Add here`
  }
  box.onmouseleave = () => (shade.hidden = true)
  box.onclick = event => {
    const minute = at(event)
    if (minute !== null) send("free", { day: column.day, staff: column.staff, minute })
  }
}

function past(data, column, minute) {
  return column.day < data.today || (data.now && data.now.day === column.day && minute <= data.now.minute)
}

// Dragging only asks: the page then says old and new time, and moves it when the button there is pressed.
function drag(node, data, one, send) {
  let start = null
  node.onpointerdown = event => {
    if (event.button || event.pointerType === "touch") return
    start = { x: event.clientX, y: event.clientY, top: node.offsetTop, grip: event.clientY - node.getBoundingClientRect().top }
    node.setPointerCapture(event.pointerId)
  }
  node.onpointermove = event => {
    if (!start) return
    const far = Math.hypot(event.clientX - start.x, event.clientY - start.y)
    if (!node.dataset.moved && far < SNAP_FROM) return
    node.dataset.moved = "yes"
    node.classList.add("dragged")
    node.style.transform = `translate(${event.clientX - start.x}px, ${event.clientY - start.y}px)`
  }
  node.onpointerup = event => {
    const from = start
    start = null
    if (!from || !node.dataset.moved) return
    node.classList.remove("dragged")
    node.style.transform = ""
    const columns = [...node.closest(".grid").querySelectorAll(".column")]
    const over = columns.find(box => {
      const place = box.getBoundingClientRect()
      return place.left <= event.clientX && event.clientX < place.right
    })
    if (!over) return
    const column = data.columns[Number(over.dataset.place)]
    const minute = snap(data, over, event.clientY - from.grip, 0)
    if (column.day !== data.columns[one.place].day || column.staff !== data.columns[one.place].staff || minute !== one.from)
      send("moved", { id: one.id, day: column.day, staff: column.staff, minute })
  }
  node.onpointercancel = () => {
    start = null
    node.classList.remove("dragged")
    node.style.transform = ""
  }
}

function list(data, send) {
  const box = el("div", "list")
  const earlier = el("details")
  for (const column of data.columns) {
    const day = el("section", column.today ? "today" : "")
    const title = el("h3", "", column.long)
    if (column.note) title.append(el("span", "quiet", column.note))
    day.append(title)
    const mine = data.entries.filter(one => data.columns[one.place] === column)
    for (const one of mine) day.append(entry(one, data, send, 9))
    if (!mine.length && column.open.length) day.append(el("p", "none", "Nothing booked"))
    const over = column.day < data.today
    if (over && data.columns.at(-1).day >= data.today) earlier.append(day)
    else box.append(day)
  }
  if (earlier.childElementCount) {
    earlier.prepend(el("summary", "", `Earlier this week: ${earlier.querySelectorAll(".entry").length} booked`))
    earlier.open = !!earlier.querySelector(".chosen")
    box.prepend(earlier)
  }
  return box
}

function month(data, send) {
  const sheet = el("div", "sheet")
  const box = el("div", "month")
  for (const name of data.names) box.append(el("span", "name", name))
  for (const day of data.squares) {
    const square = el("button", `square ${day.out ? "out" : ""} ${day.today ? "today" : ""} ${day.closed ? "closed" : ""}`)
    square.type = "button"
    square.setAttribute("aria-label", day.said)
    const number = el("span", "number", day.number)
    if (day.note) number.append(el("span", "quiet", ` ${day.note}`))
    square.append(number)
    for (const one of day.entries) {
      const short = el("span", `short ${one.state}`)
      short.append(el("span", "time", one.when), el("span", "", one.what))
      square.append(short)
    }
    if (day.more) square.append(el("span", "more", `${day.more} more`))
    if (day.count) square.append(el("span", "count", String(day.count)))
    square.onclick = () => send("day", { day: day.day })
    box.append(square)
  }
  sheet.append(box)
  return sheet
}

// A press means the place it is in, so it is rounded down a little; a drop means the nearest.
function snap(data, box, y, down) {
  const minute = data.from + ((y - box.getBoundingClientRect().top) / data.hour) * 60
  return Math.max(data.from, Math.min(data.to - data.step, Math.round(minute / data.step - down) * data.step))
}

function span(node, data, from, to) {
  node.style.top = share(data, Math.max(from, data.from) - data.from)
  node.style.height = share(data, Math.min(to, data.to) - Math.max(from, data.from))
}

function share(data, minutes) {
  return `${(100 * minutes) / (data.to - data.from)}%`
}

function clock(minute) {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`
}
