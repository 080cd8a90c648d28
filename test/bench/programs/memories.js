// A Node process with so many memories of WebAssembly, each of which makes two mappings, and a heap of small objects. Prints a
// line when it is ready; ends with its input.
const memories = Array.from({ length: Number(process.argv[2]) }, () => new WebAssembly.Memory({ initial: 2 }))
const objects = Array.from({ length: 400_000 }, (_, number) => ({ number, text: `text ${number}` }))
process.stdin.on('end', () => process.exit(memories.length + objects.length > 0 ? 0 : 1)).resume()
console.log('ready')
