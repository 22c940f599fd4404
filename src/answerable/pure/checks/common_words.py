"""Words that hashtags of public bodies are made of, to see where one word ends and the next begins.

Long single words stand here too ("accessibility"), so that they are never taken for two.
"""

from typing import Final

_WORDS: Final = """
a able about access accessibility accessible act action active activity add adoption adult advice after again age
ageing agenda aid air airport alert all allotment allowance ambulance an anglesey animal annual answer anti antisocial
appeal application apply apprentice apprenticeship april are area army art arts ask asylum at august authority autumn
awards aware awareness away baby back bank banking bathing be beach bed begin behaviour belfast benefit benefits
better big bike bikes bill bin bins bird birmingham birth black blood blue board boat body book books border borough
box breast breastfeeding bridge britain british broadband brown budget build building buildings bullying burn bus
buses business businesses busy buy by call campaign can cancer car cardiff care career careers carer carers carnival
cars case cash census central centre centres challenge change changes charge charity check checks child childcare
children choice choose christmas church cinema cities citizen citizens city civic civil class classes clean cleaner
cleaning clear clinic clinics close closed closure closures club coast coastal coffee cold collection collections
college come comment commercial commission committee common communities community commute compost computer concert
conference congestion consultation consultations consumer contact cork corporate cost costs council councillor
councillors councils country countryside county course courses court courts covid create creative crime crossing
cultural culture customer customs cut cuts cycle cycling cyclists dad daily dairy damage dark data day days dead
deadline deaf death debate december decision decisions deliver dementia democracy democratic dental dentist department
design development diabetes digital disabilities disability disabled disease diversity doctor doctors dog dogs
domestic donate donor door down drink drive driver drivers driving drug drugs dublin dump each early earth east easter
easy eat economic economy edinburgh education elderly elect election elections electoral electric electricity
emergencies emergency employment empty end energy england english enjoy enterprise environment environmental equal
equality escape estate estates europe european evening event events every everyone exam exams exercise explore factory
fair fairs fall families family farm farmer farmers farming father february feed feedback female fence festival field
fight film find fire firework fireworks first fish fishing fit fitness fix flag flat flights flood flooding floods flu
fly food foot football for forest forests foster fostering fox fraud free freedom freeze fresh friday friend friendly
friends from fruit fuel full fun fund funding funds future gallery galway game games gap garda gardai garden gardens
gas gender general get girl girls give glasgow global go goal going good government graduate grant grants great green
ground group groups grow growth guidance guide habitat half hall halloween harbour hate have hazard head health
healthy hear hearing heart heat heating heatwave hedge help here heritage high highway highways hill hills history hit
holiday holidays home homeless homelessness homes homework hope horse hospital hospitals hostel hot hour hours house
household households houses housing how hub human hunger ice idea ideas immigration immunisation improve improvement
in inclusion income independent industry infection information infrastructure inquiry inside inspection insulation
insurance international internet invest investment ireland irish is island islands it january job jobs join journey
july june junior just justice keep key kids kind kit knife know labour lake land landlord landlords lane language
large late law lead leader leaders learn learning leave leeds leisure let letter level libraries library licence
licences licensing life lifelong light lighting lights limerick limit line link links list listen litter littering
little live liverpool lives living loan loans local locals lock london lone loneliness long look lorry loss lost love
low lunch made make man manage manager manchester map maps marathon march market markets marriage maternity matter
matters may mayor me meal meals measles medical medicine meet meeting meetings men mental message mid mile miles mind
minister ministry mobile monday money month monuments more morning mortgage mother motor motorway mountain move mum
museum museums music my name national nature need neighbour neighbourhood neighbours network new newport news next
night nights no noise north northern northumberland not notice november now nuclear number nurse nurseries nursery
nurses ocean october of off offer office officer officers offshore old older on one online only open opening
opportunities opportunity or order organ our out outdoor outdoors over own paid paper parade parent parenting parents
park parking parks parliament part participation partner partners partnership party pass passport passports past path
paths pavement pay payment payments peace pedestrian pension pensioners pensions people period permit permits person
pet petition pets phone photo physical picnic place places plan planning plans plant plants plastic play playground
playgrounds please pledge police policies policy poll polling pollution pool pools poor port post pot pothole potholes
poverty power pregnancy prepare prescription pressure prevent prevention price prices pride primary prison privacy
private prize problem programme project projects promote property protect protection proud public publication pupil
pupils quality question questions quiet quit race racism radio rail railway rain ramadan rate rates read reading ready
recipe record recovery recruitment recycle recycled recycling red reduce reform refugee refugees refuse regeneration
region regional register registration rehab remember remembrance rent renters repair repairs report research resident
residents resilience respect response rest result results retirement return reuse review right rights river rivers
road roads roadworks roof room route routes rubbish rugby run running rural safe safeguarding safer safety sale same
sanitation saturday save saving savings say scam scams school schools science scotland scottish sea season seasonal
second security seminar senior september service services settlement severe sewage sex share shelter ship shop
shopping shops short show sick sight sign site sites skill skills skip sleep small smart smoke smoking snow so social
society solar solution south southern space speak special speed sport sports spring square staff stage stamp start
state station statistics status stay step steps stop stories storm storms story strategy street streets stress strike
strong student students study suicide summer sun sunday supper supply support survey sustainability sustainable swap
swim swimming system table take talent talk talks tax taxes taxi tea teach teacher teachers teaching team tech
technology teenage tell ten tenancy tenant tenants tennis test testing text thank thanks that the theatre theft their
them think this thursday tide tidy time times tip tips to today together toilet toilets tomorrow tourism tourist town
towns track trade tradition traffic train training trains tram transition translation transparency transport trash
travel traveller treasure treatment tree trees trip trust tuesday turn uk ukraine under unemployment university up
update updates urban us use used vaccinate vaccination vaccinations vaccine vaccines valley value vehicle vehicles
veteran veterans victim victims video view village villages violence visit visitor visitors voice voices volunteer
volunteering volunteers vote voter voters voting wages wait waiting wales walk walking walks wall war ward warm
warning warnings waste watch water waters way we weather web webinar website wednesday week weekend weekends weekly
weeks welcome welfare well wellbeing welsh west western wheel when white wild wildlife will win wind winter with
without woman women wood work worker workers workforce working workplace works workshop workshops world write year
years yes you young your youth zero zone zones zoo
"""
COMMON_WORDS: Final = frozenset(_WORDS.split())
