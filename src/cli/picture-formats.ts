/** What state graphs can be written as, by the endings of their files. */
export const pictureFormats = ['dot', 'svg', 'png', 'pdf', 'mmd'] as const
export type PictureFormat = (typeof pictureFormats)[number]
