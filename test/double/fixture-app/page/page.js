const events = document.getElementById('events')
for (const channel of ['menu', 'noted', 'second']) {
  bridge.on(channel, (value) => (events.textContent += `${channel}:${JSON.stringify(value)};`))
}
const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' })
worker.onmessage = ({ data }) => (document.getElementById('worker').textContent = data)
worker.onerror = () => (document.getElementById('worker').textContent = 'worker failed')
