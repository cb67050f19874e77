-- Notes that all decisions of before the line was opened are in it again.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions
-- Returns 1, or 0 if that was noted before.
@OPEN@
return redis.call('HDEL', KEYS[5], '@UNRESTORED@')
