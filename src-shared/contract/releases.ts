/** Where releases are published. The only address outside that the product leads to, and only by a click on its link. */
export const RELEASES_ADDRESS = 'https://github.com/vmatlas/vmatlas/releases'
