package io.sugang.edge;

/**
 * Paths that mean nothing but themselves: segments of plain characters, none of them empty or a way
 * up or nowhere. Goes over a path once, however long it is.
 */
final class PlainPath {

  private PlainPath() {}

  /** Whether a path, as it came, is one; a plain character that is encoded is that character. */
  static boolean isPlain(String path) {
    if (path == null || path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    int length = 0;
    int dots = 0;
    for (int i = 1; i < path.length(); i++) {
      int c = path.charAt(i);
      if (c == '/') {
        if (!isSegment(length, dots)) {
          return false;
        }
        length = 0;
        dots = 0;
        continue;
      }
      if (c == '%') {
        c = decoded(path, i);
        i += 2;
      }
      if (!isPlain(c)) {
        return false;
      }
      length++;
      dots += c == '.' ? 1 : 0;
    }
    // It may end with a slash, and the root is one.
    return length == 0 || isSegment(length, dots);
  }

  private static boolean isSegment(int length, int dots) {
    return length > 0 && !(dots == length && dots <= 2);
  }

  /** The byte that a percent sign and two digits stand for; -1 if they don't. */
  private static int decoded(String path, int percent) {
    if (percent + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(percent + 1), 16);
    int low = Character.digit(path.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
