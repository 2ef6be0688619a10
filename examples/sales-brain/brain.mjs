/** A brain of an agent of leads, in a process of its own: thanks whoever pays, and tells a person of large sums. `node brain.mjs`, Node 18 and up. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const SECRET = process.env.BRAIN_SECRET ?? ''
const AGE_MOST_S = 300
const LARGE_MINOR = 20_000

/** Standard Webhooks: HMAC-SHA256 over "id.timestamp.body"; an old request may be a replayed one. */
function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature = '' } = headers
  const key = SECRET.startsWith('whsec_') ? Buffer.from(SECRET.slice(6), 'base64') : SECRET
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) && Math.abs(Date.now() / 1000 - Number(timestamp)) < AGE_MOST_S
}

function decide({ event, consumer, creator }) {
  if (event.type !== 'payment_success') return { actions: [], reasoning: 'It is no payment.' }
  const first = consumer.name?.split(' ')[0] ?? 'there'
  const product = creator.products.find(({ externalId }) => externalId === event.payload.serviceId)
  const actions = [{ action: 'send_email', input: { in: '10m', subject: 'Thank you', text: `Hi ${first},\n\nyour payment for ${product?.name ?? 'your order'} has arrived. ${creator.name} looks forward to it.` } }]
  const isLarge = (event.payload.amountMinor ?? 0) >= LARGE_MINOR
  if (isLarge) actions.push({ action: 'escalate', input: { reason: `paid ${event.payload.amountMinor / 100} ${event.payload.currency}: say thank you yourself` } })
  return { actions, reasoning: isLarge ? 'A large sum deserves a person.' : 'A payment deserves a word.' }
}

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end()
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(decide(JSON.parse(body))))
})
server.listen(Number(process.env.PORT ?? 8788), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
