/**
 * The reference PDS (@atproto/pds) on loopback, in a process of its own that ends when its standard input does. Beside it
 * stands the little of a PLC directory that making accounts needs, so nothing leaves this machine. Says where it is in one
 * line of JSON. Usage: node --import ./hooks.mjs process.mjs DATA_FOLDER ADMIN_PASSWORD RATE_LIMITS(true|false)
 */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { envToCfg, envToSecrets, PDS, readEnv } from '@atproto/pds'

const [folder, adminPassword, rateLimits] = process.argv.slice(2)
const operations = new Map()

const directory = createServer(async (request, response) => {
  const did = decodeURIComponent(request.url.split('/')[1])
  if (request.method === 'POST') {
    operations.set(did, JSON.parse(await text(request)))
    return response.end('{}')
  }
  const operation = operations.get(did)
  if (operation === undefined) return response.writeHead(404).end('{}')
  return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(documentOf(did, operation)))
})

function documentOf(did, { alsoKnownAs, verificationMethods, services }) {
  return {
    '@context': ['https://www.w3.org/ns/did/v1'], id: did, alsoKnownAs,
    verificationMethod: Object.entries(verificationMethods).map(([name, key]) => ({ id: `${did}#${name}`, type: 'Multikey', controller: did, publicKeyMultibase: key.replace('did:key:', '') })),
    service: Object.entries(services).map(([name, { type, endpoint }]) => ({ id: `#${name}`, type, serviceEndpoint: endpoint })),
  }
}

/** The PDS takes no port 0, so one is taken for it that was free a moment ago. */
async function freePort() {
  const probe = createServer()
  const port = await listening(probe)
  await new Promise((resolve) => probe.close(resolve))
  return port
}

function listening(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
}

const port = await freePort()
Object.assign(process.env, {
  PDS_HOSTNAME: 'localhost', PDS_PORT: String(port), PDS_DEV_MODE: 'true', LOG_ENABLED: 'false',
  PDS_DATA_DIRECTORY: folder, PDS_BLOBSTORE_DISK_LOCATION: `${folder}/blobs`,
  PDS_JWT_SECRET: randomBytes(24).toString('hex'), PDS_ADMIN_PASSWORD: adminPassword,
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: randomBytes(32).toString('hex'),
  PDS_DID_PLC_URL: `http://127.0.0.1:${await listening(directory)}`,
  PDS_SERVICE_HANDLE_DOMAINS: '.test', PDS_INVITE_REQUIRED: 'true', PDS_RATE_LIMITS_ENABLED: rateLimits,
})
const environment = readEnv()
const pds = await PDS.create(envToCfg(environment), envToSecrets(environment))
await pds.start()
console.log(JSON.stringify({ origin: `http://127.0.0.1:${port}` }))

process.stdin.resume().once('end', () => process.exit(0))
