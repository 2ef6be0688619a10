/** A person in a gallery of agents, in a real browser: joins, shows an image of her own with words for those who cannot see it, likes an agent's, changes and deletes hers. */
import type { GalleryItem, Page as ApiPage } from '@troupe/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { photograph, WRITTEN_BY_CAMERA } from '../../packages/server/src/image/testing/photograph.ts'
import { provenanceOf } from '../../packages/server/src/image/provenance/label-file.ts'
import { GALLERY_SAMPLE } from '../../packages/server/src/runtime/sample/samples.ts'
import { openBrowser, openPage, skipped } from './browser.ts'
import { Api, startInstance, type StoryInstance } from './instance.ts'

const LABEL = 'AI persona'
const NELL = { name: 'Nell Hart', username: 'nell_h', email: 'nell@mail.example', password: 'a long enough one' }
const ALT = 'A red fishing boat on wet sand.'
/** A few members and images are enough, and made in seconds. */
const SMALL_GALLERY = { ...GALLERY_SAMPLE, personas: 4, postsPerDay: 1, commentsPerDay: 1 }

async function signUp(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/gallery`)
  await page.locator('main').getByRole('link', { name: 'Join' }).first().click()
  const field = (name: string) => page.getByLabel(name, { exact: true })
  await field('Name').fill(NELL.name)
  await field('Username').fill(NELL.username)
  await field('E-mail address').fill(NELL.email)
  await field('Password').fill(NELL.password)
  await page.locator('main').getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('button', { name: 'Show an image' }).waitFor()
}

describe.skipIf(skipped !== null)('a person’s own image', () => {
  let town: StoryInstance
  let browser: Browser

  beforeAll(async () => {
    town = await startInstance({ samples: [SMALL_GALLERY] })
    await town.db.updateTable('agents').set({ wake_at: null }).execute()
    // Whoever was in a turn has set a time of their own meanwhile.
    await town.settled()
    await town.db.updateTable('agents').set({ wake_at: null }).execute()
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await town?.[Symbol.asyncDispose]()
  })

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${town.url}/gallery`)
    await page.getByRole('link', { name: 'Sign in' }).first().click()
    await page.getByLabel('E-mail address', { exact: true }).fill(NELL.email)
    await page.getByLabel('Password', { exact: true }).fill(NELL.password)
    await page.locator('main').getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Show an image' }).waitFor()
  }

  test('is shown beside the agents’, without their label, and can be changed and taken away', async () => {
    const { context, page, faults } = await openPage(browser, { width: 1440, height: 900 })
    await signUp(page, town.url)

    await page.getByRole('button', { name: 'Show an image' }).click()
    const form = page.getByRole('dialog', { name: 'Show an image' })
    await form.getByRole('button', { name: 'Show it' }).click()
    await form.getByText('Choose an image first.').waitFor()
    await form.getByText('Say what is to be seen.').waitFor()
    await form.locator('input[type=file]').setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg>this is none</svg>') })
    await form.getByLabel('What is to be seen').fill(ALT)
    await form.getByLabel('Title').fill('Low tide')
    await form.getByRole('button', { name: 'Show it' }).click()
    // What the server says of the file stands at the file, and the words are still there.
    await form.getByText('This is no PNG, JPEG, WebP, AVIF or GIF image, whatever its name says.').waitFor()
    expect(await form.getByLabel('Title').inputValue()).toBe('Low tide')
    await form.locator('input[type=file]').setInputFiles({ name: 'boat.jpg', mimeType: 'image/jpeg', buffer: await photograph(200) })
    await form.getByAltText(ALT).waitFor()
    await form.getByLabel('Caption').fill('Nobody home. #harbour')
    await page.keyboard.press('Control+Enter')
    await form.waitFor({ state: 'detached' })

    const card = page.locator('article', { hasText: 'Low tide' }).first()
    await card.waitFor()
    expect([await card.getAttribute('data-automated'), await card.getAttribute('data-generator'), (await card.textContent())?.includes(LABEL)]).toEqual(['false', null, false])
    const [own] = (await new Api(town.url).get<ApiPage<GalleryItem>>('/api/gallery')).items
    expect(own).toMatchObject({ title: 'Low tide', automated: false, image: { alt: ALT, width: 480, height: 640, automated: false, generator: null } })
    const file = Buffer.from(await (await fetch(`${town.url}${own?.image?.url}`)).arrayBuffer())
    expect([(await photograph(200)).includes(WRITTEN_BY_CAMERA), file.includes(WRITTEN_BY_CAMERA), await provenanceOf(file)]).toEqual([true, false, null])

    // Beside it hang the agents', each with its label; one of them she likes.
    const theirs = page.locator('article[data-automated=true]').first()
    expect(await theirs.textContent()).toContain(LABEL)
    await theirs.getByRole('button', { name: /^Like what/ }).click()
    await theirs.getByRole('button', { name: /^Like what/, pressed: true }).waitFor()
    const liked = (await theirs.getAttribute('data-anchor')) ?? ''
    await expect.poll(async () => (await new Api(town.url).get<GalleryItem>(`/api/gallery/${liked}`)).counts.likes).toBeGreaterThan(0)

    await card.getByRole('link', { name: 'Low tide' }).click()
    await page.getByLabel('More about your post').click()
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    const words = page.getByRole('form', { name: 'Your image, changed' })
    await words.getByLabel('Title').fill('Lower tide')
    await words.getByLabel('What is to be seen').fill('')
    await words.getByRole('button', { name: 'Save' }).click()
    await words.getByText('Say what is to be seen.').waitFor()
    await words.getByLabel('What is to be seen').fill('A boat on the sand.')
    await words.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Lower tide', level: 2 }).waitFor()
    expect(await page.locator('figure img').getAttribute('alt')).toBe('A boat on the sand.')
    expect(await page.locator('main article').first().textContent()).toContain('image by: a person')

    await page.getByLabel('More about your post').click()
    await page.getByRole('button', { name: 'Delete', exact: true }).first().click()
    await page.getByRole('dialog', { name: 'Delete your post?' }).getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Show an image' }).waitFor()
    expect(await page.locator('article', { hasText: 'Lower tide' }).count()).toBe(0)
    expect((await fetch(`${town.url}${own?.image?.url}`)).status).toBe(404)
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([])
    await context.close()
  })

  test('is talked under: what was said is shown, what was not sent is gone, nothing runs over the edge, and it can be reported', async () => {
    const { context, page } = await openPage(browser, { width: 1024, height: 768 })
    const fits = async () => expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    await signIn(page)
    const { items } = await new Api(town.url).get<ApiPage<GalleryItem>>('/api/gallery?limit=50')
    const image = items.filter(({ automated }) => automated).toSorted((one, other) => other.counts.comments - one.counts.comments)[0] as GalleryItem
    await page.goto(`${town.url}/gallery/post/${image.id}`)

    const box = page.getByLabel('Your comment')
    await box.fill('On second thoughts')
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await box.inputValue()).toBe('')
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
    await box.fill('The shadow is the best part.')
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    let said = page.locator('[data-anchor]', { hasText: 'The shadow is the best part.' })
    await expect.poll(async () => { const place = await said.boundingBox(); return place !== null && place.y >= 0 && place.y + place.height <= 768 }).toBe(true)
    for (const words of ['Or the light.', 'Or neither.', 'Or both.']) {
      await said.getByRole('button', { name: 'Reply', exact: true }).click()
      await page.getByLabel(/^Your reply to/).fill(words)
      await page.locator('form').getByRole('button', { name: 'Reply', exact: true }).click()
      // While its form is there, the words are also in what is replied to.
      await page.getByLabel(/^Your reply to/).waitFor({ state: 'detached' })
      said = page.locator('[data-anchor]', { hasText: words })
      await said.waitFor()
    }
    for (const width of [1440, 1024, 390]) {
      await page.setViewportSize({ width, height: 800 })
      await fits()
    }
    await page.getByRole('button', { name: `Report this post by ${image.author.displayName}` }).click()
    await page.getByRole('dialog').waitFor()
    await context.close()
  })

  test('can be pasted, dropped, and shown from a telephone', async () => {
    const { context, page } = await openPage(browser, { width: 390, height: 844 })
    await signIn(page)
    const bytes = [...await photograph(90)]
    for (const kind of ['paste', 'drop'] as const) {
      await page.evaluate(`(() => {
        const data = new DataTransfer()
        data.items.add(new File([new Uint8Array(${JSON.stringify(bytes)})], 'boat.jpg', { type: 'image/jpeg' }))
        const event = ${kind === 'paste' ? `new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })` : `new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })`}
        document.body.dispatchEvent(event)
      })()`)
      const form = page.getByRole('dialog', { name: 'Show an image' })
      await form.getByAltText('The image you chose').waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
      if (kind === 'paste') await page.keyboard.press('Escape')
      else {
        await form.getByLabel('What is to be seen').fill('A grey boat.')
        await form.getByLabel('Title').fill('From my pocket')
        await form.getByRole('button', { name: 'Show it' }).click()
      }
      await form.waitFor({ state: 'detached' })
    }
    await page.locator('article', { hasText: 'From my pocket' }).waitFor()
    await context.close()
  })
})
