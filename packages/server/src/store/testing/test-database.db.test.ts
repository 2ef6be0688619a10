import { Client } from 'pg'
import { expect, it } from 'vitest'
import { testDatabase } from './test-database.ts'

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

it('gives every test a database of its own', async () => {
  await using one = await testDatabase()
  await using other = await testDatabase()
  await query(one.url, 'create table thing (id int)')
  expect(await query(one.url, 'select * from thing')).toEqual([])
  await expect(query(other.url, 'select * from thing')).rejects.toThrow('does not exist')
})

it('clones at the same time, and drops what a test left connected', async () => {
  const databases = await Promise.all([1, 2, 3, 4].map(() => testDatabase()))
  const left = new Client({ connectionString: databases[0]?.url })
  const cut = new Promise((resolve) => left.on('error', resolve))
  await left.connect()
  await Promise.all(databases.map((database) => database.drop()))
  expect(String(await cut)).toContain('terminating connection')
})
