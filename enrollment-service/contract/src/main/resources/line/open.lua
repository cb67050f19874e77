-- What every script of a line begins with: a line that lost any of its keys is closed, until it is rebuilt.
-- KEYS: line, requests, live, counter, decisions
-- Requests have format 2, which knows swaps: this text differs, so nobody who can't read them runs any script.
local waiting = redis.call('ZCARD', KEYS[1])
local last = redis.call('GET', KEYS[4])
local marks = redis.call('HMGET', KEYS[5], '@OPENED@', '@UNDECIDED@')
if not last or math.floor(last / 1099511627776) ~= @EPOCH@
  or redis.call('HGET', KEYS[3], '@OPENED@') ~= '@EPOCH@'
  or marks[1] ~= '@EPOCH@' or tonumber(marks[2]) ~= waiting
  or redis.call('HLEN', KEYS[2]) ~= waiting then
  return redis.error_reply('@CLOSED@ the line lost data')
end
