/** Asks again as soon as it is answered, on 32 connections, for some seconds; tells how many requests a second that made. */
import { Agent, get } from 'node:http'
import { CONNECTIONS } from './load.ts'

const [url = '', seconds = '1'] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
const endMs = performance.now() + Number(seconds) * 1000
let answered = 0

async function one(): Promise<void> {
  while (performance.now() < endMs) {
    await new Promise<void>((resolve, reject) => {
      get(url, { agent }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`))
        response.resume().once('end', resolve)
      }).once('error', reject)
    })
    answered += 1
  }
}

await Promise.all(Array.from({ length: CONNECTIONS }, one))
agent.destroy()
process.send?.(answered / Number(seconds))
process.disconnect?.()
