// A button that copies a line, and says that it did.
export default function (component) {
  const { data } = component
  const box = room(component)
  const button = el("button", "copy", data.label)
  button.type = "button"
  const told = el("span", "quiet")
  told.setAttribute("role", "status")
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text)
      told.textContent = "Copied."
    } catch { // the browser lets a page without TLS not write there
      told.textContent = "Your browser does not allow it. Mark the line and copy it by hand."
    }
  }
  box.replaceChildren(button, told)
}
