"""First names of Britain and Ireland, to tell "Mary Murphy" from "Council Tax"; a best effort, never complete."""

from typing import Final

_WORDS: Final = """
aaron adam adrian agnes aidan aine aisha aisling alan albert alexander alexandra ali alice alison amanda amelia amina
amy andrea andrew angela anita ann anna anne annie anthony antonia aoibhín aoife arthur ashley audrey ava barbara
barry beatrice ben benjamin bernadette bernard beth betty beverley brenda brendan brian bridget bronwen bríd caitlin
callum cameron caoimhe carl carol caroline carys cathal catherine cecilia charles charlie charlotte chloe chris
christina christine christopher ciara ciaran ciarán claire clare clive colin colm conor craig cyril cáit damien daniel
danielle darren david dawn dean deborah declan deirdre denis dennis derek dermot diana diane diarmuid donal donald
donna doreen dorothy douglas duncan dylan eamon edward eileen eilish elaine eleanor elizabeth ella ellen emily emma
emyr enda eoin eric erin esther eva evan eve evelyn fatima fiona fionn frances francis frank freya gareth gary gavin
geoffrey george georgia gerald geraldine gerard gillian glen glenn gordon grace graham grainne gráinne gwen gwyneth
hannah harold harriet harry hassan hazel heather helen henry hilary holly howard hugh hywel ian ibrahim imelda irene
isaac isabel isabella ivan jack jackie jacob jacqueline jake james jamie jane janet janice jason jean jeffrey jennifer
jenny jeremy jessica jill joan joanna joanne joe john jonathan jordan joseph josephine joshua joyce judith julia julie
june justin karen karl kate katherine kathleen kathryn katie kay keith kelly kenneth kerry kevin kieran kim kirsty
kyle laura lauren lawrence leah lee leo leonard lesley lewis liam lily linda lisa llinos lloyd louis louise lucy luke
lydia lynn mairead mairéad malcolm marcus margaret maria marian marie marilyn marion marjorie martha martin mary
matthew maureen max maxine megan melanie melissa michael michelle mohammed molly monica morgan muhammad muireann
murray máire nancy naomi natalie natasha neil niall niamh nicholas nicola nigel noel nora noreen nuala nóra oisin
oliver olivia omar orla oscar owen paddy padraig pamela patricia patrick paul paula pauline peter philip phillip
phoebe priya pádraig rachel ralph raymond rebecca rhian rhys richard rita robert roger roisin ronald rory rosemary
ross roy ruairí russell ruth ryan róisín sally sam samantha samuel sandra sara sarah seamus sean seán shane shannon
sharon shauna sheila shirley sian simon sinead siobhan siobhán siân sophie stacey stanley stella stephanie stephen
steven stuart susan suzanne sylvia séamus síle tanya teresa theresa thomas tim timothy tina toby tom tomas tomás tony
tracey tracy trevor una ursula valerie vanessa vera veronica victoria vincent violet vivienne walter wayne wendy
william winifred yusuf yvonne zainab zoe áine éamonn órla úna
"""
FIRST_NAMES: Final = frozenset(_WORDS.split())
