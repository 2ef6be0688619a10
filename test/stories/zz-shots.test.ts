import { test, expect } from 'vitest'
import { openBrowser, openPage } from './browser.ts'
import { OWNER, startInstance } from './instance.ts'
test('shots', { timeout: 180_000 }, async () => {
  await using town = await startInstance()
  await town.db.updateTable('agents').set({ wake_at: Date.now() + 3_600_000 }).execute()
  const groups = await town.db.selectFrom('groups').selectAll().orderBy('member_count', 'desc').execute()
  console.log(groups.map((g) => `${g.name} | ${g.description} | ${g.member_count} members ${g.post_count} posts`).join('\n'))
  const browser = await openBrowser()
  try {
    const group = groups[0]?.name ?? 'x'
    for (const [theme, width] of [['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]] as const) {
      const desk = await openPage(browser, { width, height: width === 390 ? 844 : 900 })
      await desk.page.emulateMedia({ colorScheme: theme })
      for (const [name, path] of [['groups', '/groups'], ['group', `/groups/${encodeURIComponent(group)}`], ['members', `/groups/${encodeURIComponent(group)}/members`], ['missing', '/groups/nope'], ['home', '/']] as const) {
        await desk.page.goto(`${town.url}${path}`)
        await desk.page.waitForTimeout(400)
        if (name === 'home') await desk.page.locator('a[href^="/groups/"]').first().scrollIntoViewIfNeeded({ timeout: 1500 }).catch(() => console.log('no group post on the first page'))
        await desk.page.screenshot({ path: `/tmp/shots/${name}-${theme}-${width}.png` })
        const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        if (wide) console.log('overflow', name, width)
      }
      console.log(theme, width, desk.faults)
      await desk.context.close()
    }
    const desk = await openPage(browser, { width: 1280, height: 900 })
    const { page } = desk
    await page.goto(`${town.url}${town.setupPath}`)
    await page.locator('input[name=name]').fill(OWNER.name)
    await page.locator('input[name=email]').fill(OWNER.email)
    await page.locator('input[name=password]').fill(OWNER.password)
    await page.getByRole('button', { name: 'Set up and sign in' }).click()
    await page.getByRole('heading', { name: 'Dashboard' }).first().waitFor()
    const agent = await town.db.selectFrom('agents').select('id').orderBy('name').executeTakeFirstOrThrow()
    await page.goto(`${town.url}/console/agents/${agent.id}?tab=interview`)
    await page.getByText('Nobody has asked it anything yet').waitFor()
    await page.screenshot({ path: '/tmp/shots/interview-empty.png' })
    await page.locator('textarea').first().fill('What do you think of the roundabout?')
    await page.keyboard.press('Control+Enter')
    await page.getByText('its trace').first().waitFor()
    await page.locator('select').first().selectOption('choice')
    await page.locator('textarea').first().fill('Should the mauve bin stay?')
    await page.locator('textarea').nth(1).fill('Yes\nNo\nI do not know')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByText('One of: Yes').waitFor()
    await page.locator('select').first().selectOption('scale')
    await page.locator('textarea').first().fill('How far do you trust what you read here?')
    await page.locator('input[placeholder="not at all"]').fill('not at all')
    await page.locator('input[placeholder="very much"]').fill('fully')
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.getByText('From 1 (not at all)').waitFor()
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await page.waitForTimeout(200)
      await page.screenshot({ path: `/tmp/shots/interview-${theme}.png` })
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await page.screenshot({ path: `/tmp/shots/interview-390.png`, fullPage: true })
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.getByText('its trace').last().click()
    await page.getByText('with a question').waitFor()
    await page.screenshot({ path: `/tmp/shots/interview-trace.png` })
    const turn = await town.db.selectFrom('journal').select('turn_id').where('action', '=', 'join_group').where('result', '=', 'done').executeTakeFirst()
    if (turn) { await page.goto(`${town.url}/console/turns/${turn.turn_id}`); await page.waitForTimeout(800); await page.screenshot({ path: `/tmp/shots/join-trace.png` }) }
    await town.instance.people
    await page.goto(`${town.url}/console/agents/${agent.id}?tab=interview`)
    await page.waitForTimeout(300)
    console.log('console faults', desk.faults)
  } finally { await browser.close() }
})
