import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlText } from './html-text.ts'

describe('the HTML of a status as text', () => {
  test.each([
    ['<p>Two<br />lines</p><p>and a paragraph</p>', 'Two\nlines\n\nand a paragraph'],
    ['<p><span class="h-card"><a href="https://x/@mira" class="u-url mention">@<span>mira</span></a></span> hello</p>', '@mira hello'],
    ['<p><a href="https://a.example/long"><span class="invisible">https://</span><span class="ellipsis">a.example/lo</span><span class="invisible">ng</span></a></p>', 'https://a.example/long'],
    ['1 &lt; 2 &amp;&amp; &quot;so&quot; &#39;on&#39; &#x1F600;', '1 < 2 && "so" \'on\' 😀'],
    // Decoded once: words about tags stay words, and are no tags.
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['a<script>alert("</p>")</script>b<style>p{}</style>c', 'abc'],
    ['a<!-- not <b> shown -->b', 'a shown -->b'],
    ['<a title="1 > 2">here</a>', 'here'],
    ['5 < 6 and <3', '5 < 6 and <3'],
    ['&#0;&#xD800;&#1114112;&unheard; &#8238;x', '&unheard; x'],
    ['<p>never closed <b', 'never closed'],
    ['<script>never closed', ''],
    ['', ''],
  ])('%s', (html, text) => {
    expect(htmlText(html, 200)).toBe(text)
  })

  test('is bounded, well-formed and without controls, whatever comes', () => {
    expect(() => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.array(fc.constantFrom('<', '>', '<p>', '</p>', '<br>', '&amp;', '&#7;', '"', '<script>', '</script>', '<!--', '\ud800')), (words, marks) => {
      const text = htmlText(marks.map((mark) => `${words}${mark}`).join(''), 100)
      // oxlint-disable-next-line no-control-regex
      return text.length <= 100 && text.isWellFormed() && !/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202e]/.test(text)
    }))).not.toThrow()
  })

  test.each([['<'.repeat(2_000_000)], ['<a "'.repeat(500_000)], ['&#'.repeat(1_000_000)], ['<script>'.repeat(250_000)], ['\n \n'.repeat(600_000)]])('a megabyte of %.8s takes no time', (html) => {
    const started = performance.now()
    htmlText(html, 1_000)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
