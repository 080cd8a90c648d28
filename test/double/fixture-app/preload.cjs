const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('bridge', {
  platform: process.platform,
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  note: (text) => ipcRenderer.send('note', text),
  on(channel, listener) {
    const forward = (_event, ...args) => listener(...args)
    ipcRenderer.on(channel, forward)
    return () => void ipcRenderer.removeListener(channel, forward)
  },
  needsNode: () => require('node:fs'),
  sum: (numbers) => numbers.reduce((sum, each) => sum + each, 0)
})
