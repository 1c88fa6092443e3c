// Enter sends: Streamlit's field sends its form on Ctrl and Enter alone, so that is what it is told. Shift and Enter is
// a new line, and Enter while a word is being composed (Japanese, Chinese) belongs to the word.
export default function ({ data }) {
  const own = event => event.target instanceof HTMLTextAreaElement && event.target.getAttribute("aria-label") === data.label
  const press = event => {
    if (!own(event) || event.key !== "Enter" || event.isComposing) return
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    if (!event.target.value.trim()) return
    event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }))
  }
  const change = event => {
    if (own(event)) for (const one of document.querySelectorAll(`[class*="st-key-${data.stale}"]`)) one.style.display = "none"
  }
  const style = el("style", "", `[data-testid="stTextArea"]:has(textarea[aria-label="${data.label}"]) [data-testid="InputInstructions"] { display: none; }`)
  document.head.append(style) // "Press Ctrl+Enter to submit form", which is no longer so
  document.addEventListener("keydown", press, true)
  document.addEventListener("input", change, true)
  return () => {
    style.remove()
    document.removeEventListener("keydown", press, true)
    document.removeEventListener("input", change, true)
  }
}
