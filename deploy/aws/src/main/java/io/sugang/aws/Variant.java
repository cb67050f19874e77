package io.sugang.aws;

import io.sugang.aws.size.Place;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A size as it is usually installed, on machines instead of Fargate, or in its second region. */
public record Variant(Size size, Profile profile, Place place) {

  /** On Fargate, in the first region. */
  public static Variant usual(Size size) {
    return new Variant(size, Profile.FARGATE, Place.FIRST);
  }

  /** Every one there is; the usual one of a size before its others. */
  public static List<Variant> all() {
    return Arrays.stream(Size.values()).flatMap(Variant::of).toList();
  }

  private static Stream<Variant> of(Size size) {
    Stream<Variant> inFirst = Stream.of(usual(size), new Variant(size, Profile.EC2, Place.FIRST));
    return size.extras().secondRegion()
        ? Stream.concat(inFirst, Stream.of(new Variant(size, Profile.FARGATE, Place.SECOND)))
        : inFirst;
  }

  public boolean isUsual() {
    return equals(usual(size));
  }

  /** Where its templates are: {@code campus}, {@code campus/ec2}, {@code national/second}. */
  public String folder() {
    String folder = size.name().toLowerCase(Locale.ROOT);
    if (profile == Profile.EC2) {
      return folder + "/ec2";
    }
    return place == Place.SECOND ? folder + "/second" : folder;
  }
}
