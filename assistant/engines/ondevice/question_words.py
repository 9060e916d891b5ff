"""The words by which a question asks for a side: for what is good or bad, not met or wanted, or for a mere fact.

All are looked for in small letters with straight apostrophes.
"""

from __future__ import annotations

import re


def any_whole(*forms: str) -> re.Pattern[str]:
    """A pattern that finds any of some forms as whole words; in a form a space stands for a space."""
    return re.compile(rf"\b(?:{'|'.join(forms)})(?!\w)")


WHICH = r"(?:what|which|where|when|why|how|who)(?:'s|'re|'d)?\b"
TELLING = (
    r"(?:tell|describe|share|name|list|give|think (?:of|about|back)|talk|explain|walk|say|mention|write|indicate|"
    r"specify|recall|remember|elaborate|identify|comment)\b"
)
BEING = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|would|will|should|may|might|am)"
YOU = r"(?:you|they|we|i|people|users|customers|patients|students|others|everyone|everybody|your \w+|the \w+)"
_MOSTLY = r"(?:(?:really|most|particularly|especially|personally|actually|always|currently|still|usually) )*"
_MET = r"(?:address|meet|met|fulfil|satisf|cover|serv|solv|support)\w*"
_CHANGE = r"(?:chang|improv|add|remov|fix|simplif|enhanc|updat|redesign)\w*"
_BETTER = r"(?:better|easier|easy|happier|happy|faster|simpler|useful|stay|perfect|best|great|smoother|more|difference)"
_WOULD = r"(?:would|'d|should|must|might|needs? to|(?:if|what|how|which|that|we|they) (?:\w+ )?could)"
_LIKE = r"(?:like|enjoy|love|appreciate|value)"

NO_SIDE = any_whole(
    r"best (?:way|ways|describes?|described|practices?|time to|suits?|suited|fits?|represents?|reflects?|explains?)",
    r"best (?:match\w*|of your|friend|you can|guess)",
    r"(?:at|how|your|know|knows) best",
    r"(?:if|as|whatever|whenever|however|wherever) you (?:like|wish|want|prefer)",
    r"how (?:do|did|would|are) you lik\w+",
    r"(?:look|feel|sound|seem|something|things?|more|just|anything|exactly|is it|was it|what it's|it was) like",
    r"good (?:morning|afternoon|evening|question|point)",
    r"issue (?:track\w*|number)",
    r"pros? (?:version|plan)",
)
"""Words of a side that are none in these; taken out first."""
LEAVES_OPEN = any_whole(
    r"(?:like|want|wish|care|have) to (?:say|share|mention|tell|discuss|ask|talk)",
    r"to add\W*$",
    r"(?:us|me|we) (?:to|should) know",
    r"do you do (?:when|if)",
    r"how (?:\w+ly |very )?(?!(?:do|does|did|would|could|can|should|is|are|was|were|has|have|about|come)\b)\w+ "
    r"(?:is|are|was|were|did|do|does|would|has|have)",
    r"to what extent",
    r"on a scale",
    r"(?:or|and|vs) (?:not|less|worse|bad|negative|hard|difficult|poorly|badly)",
    r"versus",
    r"helps? or hinders?",
    rf"(?:and|or|but) (?:\w+ )?{BEING}(?:n't| not)\W*$",
    r"(?:and|or|but) (?:what|which|that) (?:do|does|did|is|are|was|were)n't",
)
"""A last word, a scale, what is done, or both sides in one."""
NOT_MET = any_whole(
    rf"(?:needs?|requirements?|expectations?)\b.{{0,80}}(?:\bnot|n't|\bnever|\bfails? to|\bcannot) (?:\w+ )?{_MET}",
    r"(?:unmet|unaddressed|unfulfilled)",
)
WISHED = any_whole(
    rf"(?:would|'d) {YOU} {_MOSTLY}(?:like|love|want|wish|prefer) to (?:see|have|be|get|{_CHANGE})",
    rf"(?:would|'d) {YOU} {_MOSTLY}(?:like|love|want|wish|prefer) (?:us|it|them|more|from|the|\w+ to)",
    rf"{YOU}(?:'d| would) {_MOSTLY}(?:like|love|want|wish) (?:to (?:see|have|be able|be|{_CHANGE})|it|more|from)",
    rf"would {YOU} {_MOSTLY}(?:like|want)\W*$",
    rf"do {YOU} want from",
    rf"{YOU} (?:wish|wished)",
    rf"{_WOULD} (?:\w+ ){{0,3}}?{_CHANGE}",
    rf"(?:like|want|wish) to (?:be )?{_CHANGE}",
    rf"(?:to|could|should|would|needs?) (?:have )?(?:be|been) (?:\w+ )?{_CHANGE}",
    rf"(?:could you )?{_CHANGE} (?:one|any|some|two|three|five) things?",
    r"if (?:you|i|we) could",
    r"(?:enhancements?|improvements?|changes|features?|tools?|options?|additions?)\b.{0,40}"
    r"\b(?:would|should|wish|suggest|request|propose)",
    r"(?:any|your|some|other|further|have|room for) (?:\w+ ){0,2}(?:suggestions?|improve\w*|wishes)",
    r"(?:areas?|ideas) (?:for|of|to) (?:\w+ ){0,2}improve\w*",
    r"(?:suggestions?|recommendations?) (?:for|on|to|do you|would)",
    r"(?:wish ?list|magic wand|feature requests?)",
    r"(?:do|would|could) you (?:suggest|propose)",
    r"suggest (?:for|to|we|they|that)",
    r"(?:is|are|was|were|what's|anything|something|features?|options?|tools?) (?:\w+ )?(?:missing|lacking)",
    r"do you miss(?! about)",
    rf"(?:would|could) (?:\w+ ){{0,3}}?(?:help|helped|make|made) .{{0,80}}\b{_BETTER}",
    r"would (?:have )?help(?:ed)?",
    r"(?:could|should|can) (?:\w+ ){0,2}?(?:do|be|have been|have done|done) (?:\w+ )?(?:better|differently|easier)",
    r"would be (?:most |more |really )?(?:useful|helpful|valuable|great|nice|ideal)",
    r"(?:be|your|the|an) ideal",
    r"even better",
)
SOLVED = any_whole(
    r"(?:needs?|problems?|requirements?|challenges?|issues?)(?: (?!(?:you|we|they|i)\b)\w+){0,5}? "
    rf"(?:does|do|did|is|are|has|have) (?!(?:you|we|they|i|people|your|users)\b)(?:\w+ ){{1,5}}?{_MET}",
    rf"needs?\b.{{0,40}}\b(?:are|were|been|is) (?:\w+ )?{_MET}",
)
"""What a thing is good for, asked with the name of the trouble that it ends."""
DISLIKED = any_whole(
    rf"\w+n't (?:{YOU} )?{_MOSTLY}{_LIKE}",
    rf"not {_MOSTLY}{_LIKE}",
    rf"{_LIKE}d?\b.{{0,25}}\bleast",
    r"least (?:like|enjoy|love|favou?r|use|help|satisf|pleas|valu|happ)\w*",
    r"(?:dislik\w+|hate[ds]?|worst|hardest|toughest|trickiest|hardships?|negative|friction|pet peeves?)",
    r"(?:hard|tricky) (?:about|to use|part|bit)",
    r"(?:difficult|difficulty|difficulties|problematic|challenging|stressful|troublesome|troubles?|troubling)",
    r"(?:unpleasant|unclear|unhappy)",
    r"(?:frustrat|annoy|irritat|bother|struggl|hinder|hindr|hamper|confus|disappoint|dissatisf|complain|worri|worry)\w*",
    r"(?:hurdle|obstacle|barrier|challenge|impediment|drawback|downside|disadvantage|shortcoming|limitation)s?",
    r"(?:bottleneck|grievance|negative|pitfall|concern|pain ?point|problem|issue|con)s?",
    r"weakness(?:es)?",
    r"bad (?:experience|thing|side|part|about|moment|point|aspect|day|stor)\w*",
    r"(?:prevent|stop|keep|kept|deter)\w* \w+ from",
    r"(?:hold|held)\w* \w+ back",
    r"in (?:the|your|their) way",
    r"slow\w* \w+ down",
    r"(?:goes|go|went|gone|going) (?:\w+ )?(?:wrong|badly)",
    r"makes? (?:it|this|that) (?:\w+ )?(?:hard|harder)",
    r"(?:\w+n't|not) (?:\w+ ){0,3}?(?:work|go well|do well|helpful|useful|good|easy|clear)(?:ed|ing|s)?",
)
LIKED = any_whole(
    rf"(?:do|did|does|what|that|which|things?) {YOU} {_MOSTLY}{_LIKE}[sd]?(?! to\b)",
    r"(?:you|they|i) (?:\w+ )?(?:liked|enjoyed|loved|appreciated|valued)",
    r"liked? (?:\w+ ){0,3}?(?:most|best)",
    r"(?:best|favou?rite|highlight|strength|advantage|benefit|upside|positive|pro|merit)s?",
    r"(?:pleasant|pleasing|enjoyable|delight\w*|satisfying|rewarding|pleased|joys?|impressed)",
    r"(?:go|work|do)(?:es|s|ing|ed|ne)? (?:\w+ ){0,2}?(?:well|best)",
    r"went (?:\w+ )?well",
    r"(?:most|find|found|was|were|is|are) (?:useful|helpful|valuable|fun)",
    r"(?:good|great|nice|happy|satisfied) (?:about|with|side|(?:thing|part|aspect|moment|point|experience|stor)\w*)",
    r"ma(?:kes?|de) (?:it|this|that|\w+ \w+) (?:easy|easier|fun|good|great|special|useful)",
)
HANDLED = any_whole(
    r"(?:solv|tackl|handl|overc[oa]m|address|resolv|mitigat|fix|manag|deal|dealt|cop(?:e|ing)|react|respond|help)\w*",
    r"(?:avoid|research|stud(?:y|ied)|measur|discuss|report)\w*",
    r"work(?:s|ed|ing)? (?:on|around|through)",
)
"""Beside a trouble: what was done about it is asked for, not the trouble itself."""
FACTUAL = any_whole(
    r"(?:how|where|when) did \w+(?: \w+)? (?:first )?(?:hear|learn|find out|come across|discover|get to know)"
    r"(?: about| of|\W*$)",
    r"what(?:'s| is| was| are) your (?:\w+ )?(?:role|job|age|occupation|title|name|background|company|profession)",
    r"what(?:'s| is| was| are) your (?:\w+ )?(?:gender|industry|field|department|education|degree|country|employment)",
    r"what do you do for (?:a )?(?:living|work)",
    r"others?\b.{0,12}\b(?:specify|describe|write[- ]in|state)",
    r"how often (?:do|did|does|have|are)",
    r"how do you (?:\w+ )?(?:run|access|open|install)",
    r"wh(?:at|ich) (?:\w+ )?(?:tools?|software|devices?|browsers?|phones?|systems?|version|languages?|apps?|programs?)"
    r"\b.{0,30}\b(?:do|did|are|have) you (?:\w+ )?us(?:e|ing|ed)",
    r"about yourself",
    r"about your (?:role|job|background|work)\W*$",
    r"introduce yourself",
)

_REVIEWED = r"(?: ?(?:reviews?|comments?|feedback|aspects?|points?|things?))?"
_PART = r"(?:thing|part|aspect|feature|moment|bit)s?"
_GOOD = "|".join((
    rf"(?:likes?|pros?|strengths?|positives?|advantages?|benefits?|highlights?){_REVIEWED}",
    rf"(?:best|good|favou?rite) {_PART}",
    r"(?:i )?liked? (?:most|best)",
    r"(?:most|best) liked",
    r"went well",
))  # fmt: skip
_BAD = "|".join((
    rf"(?:dislikes?|cons?|weakness(?:es)?|negatives?|disadvantages?|drawbacks?|complaints?){_REVIEWED}",
    r"(?:problems|issues|pain points?|challenges|difficulties|frustrations)",
    rf"(?:worst|bad) {_PART}",
    r"(?:i )?liked? least",
    r"least liked",
))  # fmt: skip
_WANTED = "|".join((
    r"(?:suggestions?|improvements?|wishes|wish ?list|feature requests?|requests|missing features?)",
    r"(?:suggest(?:ion|ed)s?|areas?|room|ideas?) (?:(?:for|of|to) )?(?:improve(?:ment)?s?|changes)",
    r"advice to management",
))  # fmt: skip
HEADING = re.compile(
    rf"(?:the )?(?:(?P<GOOD>{_GOOD})|(?P<BAD>{_BAD})|(?P<WANTED>{_WANTED})"
    r"|(?P<FACT>others?\W+(?:please )?(?:specify|describe|write[- ]in|state)))"
    r"(?: (?:of|about|with|in|for|when|while)\b.{0,60})?"
)
"""The name of a column that is no sentence, or what stands above a part of a form; groups are named as sides are."""
