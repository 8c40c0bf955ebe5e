import { z } from 'zod';

const channel = z.tuple([z.number(), z.number(), z.number()]);

/** How a picture becomes the input of a model, as data: a release carries the profile that its model was trained with. */
export const preprocessingProfileSchema = z.strictObject({
  /** Pixels of the model's input. */
  width: z.int().min(8).max(4096),
  height: z.int().min(8).max(4096),
  /**
   * `crop`: scale until the shorter side fits, cut the centre. `letterbox`: scale until the longer side fits, pad.
   * `stretch`: scale each side by itself.
   */
  fit: z.enum(['crop', 'letterbox', 'stretch']),
  /** Black borders (letterboxes and corners that other people's pipelines made) are cut off first. */
  trimBorders: z.boolean(),
  /** Both with antialiasing, as Pillow and `torch.nn.functional.interpolate(antialias=True)` do it. */
  interpolation: z.enum(['bilinear', 'bicubic']),
  /** Colour of the padding, 0 to 255, RGB. */
  padding: z.tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)]),
  /** Per channel of `order`, for values of 0 to 1: `(value − mean) / std`. */
  mean: channel,
  std: channel,
  /** Order of the channels in the tensor. */
  order: z.enum(['rgb', 'bgr']),
});

/** See `preprocessingProfileSchema`. The tensor is float32, `[3, height, width]`. */
export type PreprocessingProfile = z.output<typeof preprocessingProfileSchema>;
