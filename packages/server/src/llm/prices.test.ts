import { describe, expect, test } from 'vitest'
import { PRICE_TABLE } from './price-table.ts'
import { costMicros, createPrices, isOwnMachine } from './prices.ts'
import { PROVIDERS } from './providers/catalogue.ts'

const AT = Date.parse('2026-11-20T12:00:00Z')
const prices = createPrices()

describe('the price table', () => {
  test('every row is dated, sourced and sane', () => {
    for (const row of PRICE_TABLE) {
      expect(row.asOf, row.model).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect(row.source.length, row.model).toBeGreaterThan(10)
      expect(row.inputUsd, row.model).toBeGreaterThan(0)
      expect(row.outputUsd, row.model).toBeGreaterThan(row.inputUsd)
      expect(row.cachedInputUsd, row.model).toBeLessThanOrEqual(row.inputUsd)
    }
  })

  test('every model that is suggested has a price, but for those nobody could look up', () => {
    const unpriced = Object.values(PROVIDERS).flatMap(({ id, suggestedModels }) => suggestedModels.filter((model) => prices.priceOf(id, model, null, AT) === null))
    // Moonshot's page for it draws its table in the browser; it counts as unpriced tokens until an owner enters it.
    expect(unpriced).toEqual(['kimi-k2.6'])
  })

  test('the longest row wins, snapshots are priced as their model, strangers are not priced', () => {
    expect(prices.priceOf('anthropic', 'claude-opus-5-5', null, AT)?.inputUsd).toBe(4)
    expect(prices.priceOf('anthropic', 'claude-opus-5', null, AT)?.inputUsd).toBe(5)
    expect(prices.priceOf('openai', 'gpt-5-2025-08-07', null, AT)?.outputUsd).toBe(10)
    expect(prices.priceOf('openai', 'gpt-5-pro', null, AT)).toBeNull()
    expect(prices.priceOf('deepseek', 'gpt-5', null, AT)).toBeNull()
  })

  test('a row holds from its day on', () => {
    expect(prices.priceOf('google', 'gemini-3.8-flash', null, AT)?.inputUsd).toBe(0.75)
    expect(prices.priceOf('google', 'gemini-3.8-flash', null, Date.parse('2027-01-01T00:00:00Z'))?.inputUsd).toBe(1.5)
  })

  test('an owner\'s row wins over the table', () => {
    const mine = createPrices([{ provider: 'openai', model: 'gpt-*', inputUsd: 9, cachedInputUsd: 9, outputUsd: 99, asOf: '2026-11-20', source: 'our contract' }])
    expect(mine.priceOf('openai', 'gpt-6-luna', null, AT)?.inputUsd).toBe(9)
    expect(mine.priceOf('anthropic', 'claude-haiku-5-5', null, AT)?.inputUsd).toBe(0.1)
  })
})

test('costs are counted to the millionth, cached input apart, rounded up', () => {
  const price = { inputUsd: 2, cachedInputUsd: 0.5, outputUsd: 10 }
  expect(costMicros(price, { inputTokens: 1_000, cachedInputTokens: 0, outputTokens: 100 })).toBe(3_000)
  expect(costMicros(price, { inputTokens: 1_000, cachedInputTokens: 800, outputTokens: 0 })).toBe(800)
  expect(costMicros({ inputUsd: 0.1, cachedInputUsd: 0, outputUsd: 0 }, { inputTokens: 1, cachedInputTokens: 0, outputTokens: 0 })).toBe(1)
  expect(costMicros(price, { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 })).toBe(0)
})

test.each([
  ['http://127.0.0.1:11434/v1', true], ['http://localhost:1234/v1', true], ['http://[::1]:8000/v1', true], ['http://192.168.1.20/v1', true],
  ['http://10.0.0.5:8000/v1', true], ['http://172.20.0.2/v1', true], ['http://ollama:11434/v1', true], ['http://gpu.lan/v1', true],
  ['https://openrouter.ai/api/v1', false], ['https://172.32.0.1/v1', false], ['https://10.example.com/v1', false], ['https://127.0.0.1.evil.com', false],
  ['http://[2606:4700::1]/v1', false], ['nonsense', false],
])('%s is one\'s own machine: %s', (baseUrl, own) => {
  expect(isOwnMachine(baseUrl)).toBe(own)
  expect(prices.priceOf('compatible', 'llama3.3', baseUrl, AT)?.inputUsd ?? null).toBe(own ? 0 : null)
})
