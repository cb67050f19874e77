package io.sugang.local.university;

import java.util.List;
import java.util.random.RandomGenerator;

/** Korean names with their usual romanization. */
final class Names {

  /** One name in both scripts. */
  record Name(String korean, String english) {}

  private static final List<Name> SURNAMES =
      pairs(
          "김 Kim,이 Lee,박 Park,최 Choi,정 Jung,강 Kang,조 Cho,윤 Yoon,장 Jang,임 Lim,한 Han,오 Oh,서 Seo,신 Shin,"
              + "권 Kwon,황 Hwang,안 Ahn,송 Song,류 Ryu,홍 Hong,전 Jeon,고 Ko,문 Moon,손 Son,양 Yang,배 Bae,백 Baek,"
              + "허 Heo,남 Nam,심 Shim");
  private static final List<Name> FIRST =
      pairs(
          "민 Min,서 Seo,지 Ji,예 Ye,도 Do,하 Ha,수 Su,현 Hyun,은 Eun,준 Jun,유 Yu,시 Si,주 Ju,태 Tae,승 Seung,"
              + "재 Jae,나 Na,다 Da,소 So,채 Chae,윤 Yun,건 Geon,혜 Hye,동 Dong");
  private static final List<Name> SECOND =
      pairs(
          "준 jun,연 yeon,우 woo,윤 yun,아 a,원 won,호 ho,빈 bin,진 jin,희 hee,영 young,민 min,석 seok,린 rin,"
              + "율 yul,은 eun,훈 hoon,경 kyung,솔 sol,찬 chan,현 hyun,나 na,서 seo,혁 hyuk");

  private Names() {}

  static Name any(RandomGenerator random) {
    Name surname = pick(SURNAMES, random);
    Name first = pick(FIRST, random);
    Name second = pick(SECOND, random);
    return new Name(
        surname.korean() + first.korean() + second.korean(),
        first.english() + "-" + second.english() + " " + surname.english());
  }

  static <T> T pick(List<T> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  static List<Name> pairs(String text) {
    return List.of(text.split(",")).stream()
        .map(pair -> pair.split(" ", 2))
        .map(pair -> new Name(pair[0], pair[1]))
        .toList();
  }
}
