package io.toygres.image.blob;

import io.toygres.contract.ImageId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths in the container: pure functions of ids. */
public final class ImageLocation {

    private static final Pattern PREFIX =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/.*", Pattern.DOTALL);

    private ImageLocation() {}

    /** The image that a blob belongs to; empty for one that no image has. */
    public static Optional<ImageId> image(String path) {
        Matcher prefix = PREFIX.matcher(path);
        return prefix.matches() ? Optional.of(ImageId.parse(prefix.group(1))) : Optional.empty();
    }

    /** {@code <image id>/}: everything of the image lies below it. */
    public static String prefix(ImageId image) {
        return image + "/";
    }

    /** {@code <image id>/<attempt>/}: the files of one run of the backup Job's pod. */
    public static String attemptPrefix(ImageId image, String attempt) {
        return prefix(image) + attempt + "/";
    }

    /** The attempt that a file of the image belongs to, by its path: what {@link #attemptPrefix} was made from. */
    public static String attempt(ImageId image, String path) {
        int begin = prefix(image).length();
        return path.substring(begin, path.indexOf('/', begin));
    }

    /** {@code <image id>/manifest.json}: the image exists once this blob does. */
    public static String manifest(ImageId image) {
        return prefix(image) + "manifest.json";
    }
}
