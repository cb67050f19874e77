package io.sugang.waitlist.rule.student;

import io.sugang.waitlist.rule.student.InvalidRuleException.Expected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rule's parameters, as JSON has them. */
record RuleParameters(String of, Map<?, ?> values) {

  static RuleParameters of(String name, Object value, Set<String> allowed) {
    if (!(value instanceof Map<?, ?> values)) {
      throw new InvalidRuleException(name, Expected.OBJECT);
    }
    for (Object key : values.keySet()) {
      if (!allowed.contains(key)) {
        throw new InvalidRuleException(name + "." + key, Expected.KNOWN_NAME);
      }
    }
    return new RuleParameters(name, values);
  }

  boolean flag(String name) {
    Object value = values.get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new InvalidRuleException(at(name), Expected.FLAG);
  }

  BigDecimal requiredDecimal(String name) {
    return decimal(name).orElseThrow(() -> new InvalidRuleException(at(name), Expected.GRADE));
  }

  Optional<BigDecimal> decimal(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      var decimal = new BigDecimal(number.toString());
      if (decimal.signum() >= 0 && decimal.compareTo(BigDecimal.TEN) < 0 && decimal.scale() <= 2) {
        return Optional.of(decimal);
      }
    }
    throw new InvalidRuleException(at(name), Expected.GRADE);
  }

  int requiredInteger(String name, int min, int max) {
    if (values.get(name) instanceof Integer number && number >= min && number <= max) {
      return number;
    }
    throw new InvalidRuleException(at(name), Expected.WHOLE_NUMBER, min, max);
  }

  List<RuleParameters> objects(String name, Set<String> allowed, int most) {
    Object value = values.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || list.size() > most) {
      throw new InvalidRuleException(at(name), Expected.LIST, 0, most);
    }
    var objects = new ArrayList<RuleParameters>();
    for (int i = 0; i < list.size(); i++) {
      objects.add(of("%s[%d]".formatted(at(name), i), list.get(i), allowed));
    }
    return objects;
  }

  private String at(String name) {
    return of + "." + name;
  }
}
