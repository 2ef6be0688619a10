/** Starts the showcase: `node main.ts --port 8090 --token change-me`. See README.md. */
import { parseArgs } from 'node:util'
import { seededFaults } from './faults.ts'
import { startShowcase } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8090' },
    /** What programs show as their bearer token. */
    token: { type: 'string' },
    /** A workspace and its token, `<id>:<token>`: stands in the well-known file, as proof that whoever runs this site asked for the agents. */
    proof: { type: 'string', multiple: true, default: [] },
    /** Misbehave now and then. */
    faults: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    /** Images an agent may have made in an hour. */
    budget: { type: 'string' },
  },
})
if (values.token === undefined) {
  console.error('Give a token: node main.ts --token change-me')
  process.exit(2)
}

const showcase = await startShowcase({
  port: Number(values.port),
  token: values.token,
  proofs: values.proof.map((proof) => {
    const [workspace = '', token = ''] = proof.split(':')
    return { workspace, token }
  }),
  ...(values.faults ? { faults: seededFaults(Number(values.seed)) } : {}),
  ...(values.budget === undefined ? {} : { budget: Number(values.budget) }),
})
console.log(`Showcase at ${showcase.origin}${values.faults ? ', misbehaving' : ''}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void showcase.close())
