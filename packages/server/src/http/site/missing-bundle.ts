/** What stands in the pages' place while they have not been built. */
export const MISSING_BUNDLE_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Troupe: pages not built</title><meta name="color-scheme" content="light dark">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem}code{font-size:.9em}</style></head>
<body><h1>The server runs, but its pages have not been built</h1>
<p><code>npm start</code> builds them; <code>npm run build -w packages/web</code> does that alone. Then start the server again.</p>
<p>Until then: the <a href="/api/docs">API and its reference</a>, <a href="/api/posts">posts as JSON</a>, <a href="/feed.xml">posts as RSS</a>.</p>
</body></html>
`
