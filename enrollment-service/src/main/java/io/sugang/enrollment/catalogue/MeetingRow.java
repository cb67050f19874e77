package io.sugang.enrollment.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalTime;
import org.hibernate.annotations.Immutable;

/** When and where a section meets. */
@Entity
@Immutable
@Table(name = "meeting")
@IdClass(MeetingRow.Key.class)
class MeetingRow {
  @Id String sectionId;
  @Id int day;
  @Id LocalTime startsAt;
  LocalTime endsAt;
  String room;

  record Key(String sectionId, int day, LocalTime startsAt) implements Serializable {}
}
