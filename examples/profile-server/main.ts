/** A profile API to onboard creators from: `npm run profiles -- --port 4750`. See README.md. */
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { port: { type: 'string', default: '4750' } } })
const folder = new URL('./profiles/', import.meta.url)
const usernames = (await readdir(folder)).map((name) => name.replace(/\.json$/, ''))

const server = createServer((request, response) => {
  void (async () => {
    const username = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname.slice(1))
    const known = request.method === 'GET' && usernames.includes(username)
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json; charset=utf-8' })
    response.end(known ? await readFile(new URL(`${username}.json`, folder)) : JSON.stringify({ error: `There is nobody by the name "${username}".`, usernames }))
  })().catch(() => response.destroy())
})
server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`Profiles of ${usernames.join(', ')} at http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close())
