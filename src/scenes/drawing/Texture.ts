/** A picture on a surface, with halved copies of itself for distant views. Rows run from bottom (v = 0) to top. */
export interface Texture {
  readonly levels: readonly TextureLevel[];
}

export interface TextureLevel {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue (linear), coverage; coverage is 0 where the face has no sheet. */
  readonly texels: Float32Array;
}
