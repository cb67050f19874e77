-- Finds the seat that a student has in the section, without changing anything.
-- Epoch @EPOCH@ is compiled in; see LineScript.
-- KEYS: line, requests, live, counter, decisions
-- ARGV: student
-- Returns {number that won it, its state}: admitted, or what the student has instead; or {} if there is nothing.
@OPEN@
@KNOWN@
@DECISION@
local live = redis.call('HGET', KEYS[3], ARGV[1])
local number = live and string.match(live, '^%d+')
if not number then
  return {}
end
if redis.call('ZSCORE', KEYS[1], number) then
  return {number, '@WAITING@'}
end
local decision = decisionOn(number)
if not decision then
  if isUntold(number) then
    return redis.error_reply('@CLOSED@ earlier decisions are being restored')
  end
  return {}
end
if gotNothing(decision) then
  return {}
end
return {number, decision.state}
