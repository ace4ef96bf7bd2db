// The tutorial's client: SockJS below, the callbacks of the first STOMP library for browsers above.
const element = (id) => document.getElementById(id)

let client = null

element('connect').addEventListener('click', () => {
  client = StompJs.Stomp.over(() => new SockJS('gs-guide-websocket'))
  client.connect({}, () => {
    setConnected(true)
    client.subscribe('/topic/greeting', ({ body }) => show(JSON.parse(body).content))
  })
})

element('disconnect').addEventListener('click', () => {
  client.disconnect(() => setConnected(false))
})

element('hello').addEventListener('submit', (event) => {
  event.preventDefault()
  client.send('/app/hello', {}, JSON.stringify({ name: element('name').value }))
})

function setConnected(connected) {
  element('connect').disabled = connected
  element('disconnect').disabled = !connected
  element('hello').querySelector('button').disabled = !connected
}

/** The host has escaped the name: it cannot be read as HTML. */
function show(content) {
  const line = document.createElement('li')
  line.innerHTML = content
  element('greetings').append(line)
}
