import { createHash } from 'node:crypto'
import { REPORT_MARK } from '../src-shared/formats/snapshot/html-report.ts'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Inside a script element only its own end tag and the beginning of a comment mean anything. */
const asInline = (script: string): string => script.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--')

/**
 * A page with its script and style inside, which a policy allows by their hashes: nothing else runs, nothing is loaded,
 * nothing is sent.
 */
export function reportPage(script: string, style: string): string {
  const inline = asInline(script)
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(inline)}`,
    `style-src ${hashOf(style)}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="vmatlas">
<title>vmatlas</title>
${REPORT_MARK}
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<script type="module">${inline}</script>
</body>
</html>
`
}
