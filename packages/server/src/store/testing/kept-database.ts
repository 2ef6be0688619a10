/**
 * `await using db = await keptDatabase('filled sample', fill)`: a database with much in it, filled by the first in a run
 * that wants it, while the others wait, and cloned for each as an empty one is. Fill closes all its connections.
 */
import { Client } from 'pg'
import { inject } from 'vitest'
import { cloneOf, type TestDatabase } from './test-database.ts'
import { administer } from './test-server.ts'

export async function keptDatabase(name: string, fill: (url: string) => Promise<void>): Promise<TestDatabase> {
  const { adminUrl, runName, templateName } = inject('testServer')
  const kept = `${runName}_kept_${name.replaceAll(/\W/g, '_')}`
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    // One worker at a time; the lock goes with the connection.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [kept])
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [kept])
    if (rowCount === 0) {
      const filling = await cloneOf(templateName)
      try {
        await fill(filling.url)
        await administer(adminUrl, `ALTER DATABASE ${new URL(filling.url).pathname.slice(1)} RENAME TO ${kept}`)
      } catch (error) {
        await filling.drop()
        throw error
      }
    }
  } finally {
    await client.end()
  }
  return cloneOf(kept)
}
