package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.MailKind;

/** Something that a student is to be told by mail, once for the request's number and kind. */
public record Notice(RequestNumber number, StudentId student, MailKind kind) {}
