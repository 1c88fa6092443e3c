// Small helpers of every component. Text is only ever set as text nodes: nothing a visitor wrote is read as HTML.
function el(tag, className, text) {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

function bar(label, action) {
  const kept = el("span", "kept")
  const solid = el("span", `bar ${action || "mask"}`)
  solid.setAttribute("aria-hidden", "true")
  kept.append(solid, el("span", "kind", label))
  return kept
}

// Plain words and bars. A value that may pass keeps its words, with its kind as a hint.
function pieces(list, className) {
  const box = el("span", `words ${className || ""}`)
  for (const piece of list) {
    if (!piece.entity) box.append(document.createTextNode(piece.text))
    else if (piece.action === "allow") {
      const open = el("span", "open", piece.text)
      open.title = piece.label
      box.append(open)
    } else box.append(bar(piece.label, piece.action))
  }
  return box
}

// The little Markdown that replies may hold: paragraphs, lists, bold, links to web addresses.
function prose(text) {
  const box = el("div", "prose")
  let list = null
  for (const block of text.split(/\n{2,}/)) {
    const lines = block.split("\n")
    for (const [i, line] of lines.entries()) {
      const item = line.match(/^\s*(?:[-*•]|\d+[.)])\s+(.*)$/)
      if (item) {
        if (!list) box.append((list = el("ul")))
        const li = el("li")
        inline(li, item[1])
        list.append(li)
      } else if (line.trim()) {
        const fresh = list || i === 0 || !box.lastElementChild
        list = null
        if (fresh) box.append(el("p"))
        else box.lastElementChild.append(el("br"))
        inline(box.lastElementChild, line.replace(/^#{1,6}\s+/, ""))
      }
    }
    list = null
  }
  return box
}

function inline(parent, text) {
  const pattern = /\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/g
  let from = 0
  for (const match of text.matchAll(pattern)) {
    parent.append(document.createTextNode(text.slice(from, match.index)))
    if (match[1]) parent.append(el("strong", "", match[1]))
    else {
      const link = el("a", "", match[2])
      link.href = match[3]
      link.target = "_blank"
      link.rel = "noopener noreferrer"
      parent.append(link)
    }
    from = match.index + match[0].length
  }
  parent.append(document.createTextNode(text.slice(from)))
}

// Each run draws anew into one element of its own, so that Streamlit's own nodes stay.
function room(component) {
  const root = component.parentElement
  let box = root.querySelector(".t")
  if (!box) root.append((box = el("div", "t")))
  return box
}
