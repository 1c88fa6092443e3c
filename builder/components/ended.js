// Says before it that the log-in will end, and when it has. Streamlit writes on its root how its socket is; only when
// that is cut is the server asked, once per cut: asking while all is well would keep a session alive that should end.
// Somebody who types a long text sends nothing to the server; their keys and presses keep the session, in every tab.
const HEALTH = "/_stcore/health"
const STATE = "data-test-connection-state"
const PLACE = "tacit-ended"
const COLOURS = ["--st-background-color", "--st-text-color", "--st-gray-text-color", "--st-border-color",
  "--st-primary-color", "--st-violet-text-color", "--st-font"]

const BEAT = 15_000
const ACTS = ["keydown", "pointerdown"]
const tabs = new BroadcastChannel("tacit-here")
let here = Date.now()
let told = Date.now()

export default function (component) {
  const stop = warn(component)
  const watched = watch(component)
  // Logo and plots are drawn for the light or the dark; at dusk the page is drawn anew, once its theme has turned.
  const dusk = matchMedia("(prefers-color-scheme: dark)")
  const turned = () => setTimeout(() => component.setTriggerValue("dusk", true), 300)
  dusk.addEventListener("change", turned)
  return () => {
    stop()
    watched?.()
    dusk.removeEventListener("change", turned)
  }
}

// A line some minutes before, which goes as soon as anything is done.
function warn({ data, parentElement }) {
  const last = parentElement.querySelector(".soon") || parentElement.appendChild(el("div", "soon"))
  last.setAttribute("role", "status")
  const seen = () => {
    here = Date.now()
    last.replaceChildren()
  }
  const acted = () => {
    seen()
    if (here - told < data.ask * 1000) return
    told = here
    tabs.postMessage("here")
    fetch(HEALTH, { cache: "no-store" }).catch(() => {})
  }
  const look = () => {
    const left = data.idle - (Date.now() - here) / 1000
    if (left > data.warn || left < 0) return last.replaceChildren()
    if (last.firstChild) return
    const stay = el("button", "", data.stay)
    stay.type = "button"
    stay.onclick = () => {
      told = 0
      acted()
    }
    last.append(el("span", "", data.soon), stay)
  }
  ACTS.forEach(name => document.addEventListener(name, acted, { capture: true, passive: true }))
  tabs.onmessage = seen
  const beat = setInterval(look, BEAT)
  return () => {
    clearInterval(beat)
    ACTS.forEach(name => document.removeEventListener(name, acted, { capture: true }))
  }
}

function watch(component) {
  const app = document.querySelector(`[${STATE}]`)
  if (!app) return
  let asking = false

  const look = async () => {
    if (app.getAttribute(STATE) === "CONNECTED") document.getElementById(PLACE)?.remove()
    else if (!asking && !document.getElementById(PLACE)) {
      asking = true
      try {
        const answer = await fetch(HEALTH, { cache: "no-store" })
        if (answer.status === 401 && app.getAttribute(STATE) !== "CONNECTED") say(component)
      } catch {
        // Nobody answers: that is no log-out, and Streamlit says it.
      } finally {
        asking = false
      }
    }
  }
  const observer = new MutationObserver(look)
  observer.observe(app, { attributes: true, attributeFilter: [STATE] })
  look()
  return () => observer.disconnect()
}

// Beside Streamlit's own root, which takes no press while its socket is cut; the attribute keeps its dialogs from
// closing this one off too.
function say({ data, parentElement }) {
  const place = el("div")
  place.id = PLACE
  place.dataset.reactAriaTopLayer = "true"
  const theme = getComputedStyle(parentElement.host || parentElement)
  for (const name of COLOURS) place.style.setProperty(name, theme.getPropertyValue(name))
  const inside = place.attachShadow({ mode: "open" })
  const shown = el("dialog")
  const link = el("a", "", data.button)
  link.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`
  link.target = "_blank"
  link.rel = "noopener"
  shown.setAttribute("aria-label", data.title)
  shown.append(el("h2", "", data.title), el("p", "", data.why), el("p", "", data.stays), link)
  shown.oncancel = event => event.preventDefault()
  inside.append(el("style", "", data.css), shown)
  // Its own words about the cut name an HTTP status; they stand behind ours and say nothing more.
  place.append(el("style", "", '[data-testid="stDialog"] { display: none; }'))
  document.body.append(place)
  shown.showModal()
}
