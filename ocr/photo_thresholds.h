#pragma once

/// Where the photo check draws its lines. Levels are 0..255 of sRGB8; shares are of what the name says. Found
/// on drawn portraits with the seeds 1-999, judged with 1000 and up: `build/release/bench_photo` prints both
/// with how often each fact is told right, wrong, or not told. No real person's photo was used, so what only
/// a real one shows (skin under bad light, curls, shadows) is set wide and answered 看不出 rather than
/// guessed.
namespace hefu::photo_thresholds {

// The sizes that are called 二寸: 35 x 49 and 35 x 53 mm, with the small ones of 35 x 45 and 33 x 48 mm. All
// are about 35 mm wide; the resolution is reckoned on that.
constexpr double two_inch_width_mm = 35;

// Pictures are looked at with this long side: at two inches 2.9 px a mm, where an eye still has 5 px.
constexpr int working_long_side_px = 140;
// Below this nothing but size and colour is told: a head would have 20 px.
constexpr int smallest_side_px = 48;

// The band along the upper edges where an ID photo shows nothing but background: its depth, and how far down
// the sides it goes (shoulders begin at about 0.6).
constexpr double band_share = 0.05, band_down = 0.40;
// How far a background pixel may lie from the fitted background, largest channel: three times what nine in
// ten of the band lie off, in these bounds. Black hair on white is over 150 away, pale skin on white 60, on a
// warm white 20.
constexpr int least_distance = 12, most_distance = 30;
// Below this share of the band the background is not one even colour: a head cut off takes up to a third.
constexpr double even_share = 0.60;
// White: light and without colour. Studio white is 240 and more; paper white photographed at home 215-230
// with a cast of up to 24.
constexpr int white_luma = 212, white_chroma = 26;
constexpr double white_share = 0.90;
// Red and blue of ID photos, (217, 0, 27) and (67, 142, 219), have a chroma of 150 and more; the paler blue
// of older studios 50.
constexpr int colour_chroma = 45;
// The fitted background may change this much over the picture before its light is called uneven.
constexpr int uneven_light = 30;

// Skin, Chai and Ngan, Face segmentation using skin-color map (1999): Cb 77-127, Cr 133-173; dark brown hair
// lies in it too, hence the least luma.
constexpr int skin_cb_low = 77, skin_cb_high = 127, skin_cr_low = 133, skin_cr_high = 173, skin_luma = 56;

// A head's lobe in the silhouette: its least height and width, in shares of the picture's height and width.
constexpr double lobe_height = 0.08, lobe_width = 0.08;
// A face: its least share of the picture, and how wide it may be for its height (neck and collar included).
constexpr double face_area = 0.012, face_widest = 1.25, face_narrowest = 0.30;
// Eyes and brows are this much darker than the skin around them, and take this share of each half face.
constexpr int eye_darker = 38;
constexpr double eye_share = 0.006, eye_most = 0.35;
// How far down the skin (neck included) eyes are looked for, and how level they lie: a tilt of 10 degrees.
constexpr double eyes_down = 0.65, eyes_level = 0.15;
// Neighbouring pixels of one area of skin differ by no more than this: shading does not, a collar does.
constexpr int skin_step = 20;
// Without colours: middle tones.
constexpr int grey_skin_low = 100, grey_skin_high = 240;
// A second face at least this large beside the first counts as a head.
constexpr double second_face = 0.15;

// Less than this share of person: an empty picture.
constexpr double empty_share = 0.01;
// The chin is where the skin narrows to this share of the face.
constexpr double chin_narrowing = 0.72;
// Silhouette that touches the top over this share of the width: the crown is cut off.
constexpr double cut_crown_width = 0.06;

// What covers the skull above the face, as a share of the head: less than this is a bald or shaven head.
constexpr double bare_skull = 0.07;
// Hair has little colour, and if any, brown or orange, 8 to 50 degrees of hue; dyed red it stays under 100.
constexpr int red_chroma = 100, hair_chroma = 70, blue_chroma = 28;
constexpr double hair_hue_low = 8, hair_hue_high = 50, blue_hue_low = 70, blue_hue_high = 340;
// Lighter than this without colour it may be white hair or a white cap.
constexpr int light_cover = 150;
// A brim: the silhouette jumps out by this share of the head's width within 4 % of the picture's height.
constexpr double brim_ledge = 0.16, brim_height = 0.04;

// The width of the sharpest quarter of the strong edges, px in a picture 413 px wide: 2.5 standard deviations
// of the blur. Drawn portraits blurred by 1.4 px stay under 4.3, by 2 px (eyes run into brows) over 4.8
// (bench_photo --edges).
constexpr double blurred_edge_px = 4.6;
constexpr int edge_picture_px = 413, edge_contrast = 60, edge_reach_px = 8, fewest_edges = 60;
// No pixel of a grey picture has more colour than a careless encoder gives it.
constexpr int grey_chroma = 14;

// Median luma of the face; drawn fair skin stays under 230. Where no face is found, of the whole picture, and
// then only too dark can be told.
constexpr int too_dark = 70, too_bright = 238;

}  // namespace hefu::photo_thresholds
