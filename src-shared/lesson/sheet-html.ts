// What the pages of lessons have in common: files of their own, without scripts, that are also printed.

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Text for HTML. Names in /proc are untrusted. */
export const escapedHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

// Printed, the answers are there without a click.
export const SHEET_STYLE = `:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
pre,td,code{font-family:ui-monospace,monospace}pre{background:#eee;padding:.5em;white-space:pre-wrap}
summary{cursor:pointer;font-weight:bold}details{overflow-x:auto}h2{font-size:1.2em;break-after:avoid}
table{border-collapse:collapse;font-size:13px}td,th{padding:0 .6em;text-align:right}
td:first-child,td:last-child,th:first-child,th:last-child{text-align:left}.at{background:#fff3b0}
h2:target{background:#fff3b0}.line{border-bottom:1px solid #777;min-height:2em}.choices{list-style:none;padding-left:1em}.choices li::before{content:'\\2610  '}
@media print{a{color:inherit}details::details-content{content-visibility:visible}}`
