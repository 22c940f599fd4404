"""Words that carry no meaning of their own in Welsh, Irish and Scottish Gaelic, folded as `agreeing` folds words.

Question words are not among them: "when" and "how much" ask different things of the same bin.
"""

CELTIC = frozenset(
    """
    a ac ag ai allan am an ar arall at ato atoch bod byddaf bydd byddan byddwch bu buodd cael cafodd caiff cefais chi
    ces chwi da dan dach dal de deud dewch dim ddim do does doedd dros drwy dw dwi dy dyw dydi dydy e ef efo ei eich
    ein eisiau er ers eto eu fe felly fi fo fod fy fydd fyddai fydda fyddwch fyddwn ga gael gall galla gallaf gallwch
    gan gen gennyf gennym ges geith go gwelwch gyda hefyd hi hon honno hoffi hoffwn hwn hwnnw hyn hynny i iawn iddi
    iddo iddyn in inni io iti jyst lle mae mai maen mewn mo mod mor mwyach mwyn mynd n na nac nad nawr neu newydd ni
    nhw nid nin o oddi oedd oes on ond os oedden r rhaid rhyw rwan rwyf rydw rydych rydym rhywun sawl sef sy sydd syn
    ti tan to tra tua u un unrhyw wedi wedyn wel wnaeth wnaethoch wrth wyf y yd ydi ydw ydy ydych yma yn yna ynys yno
    yr ym yng yw ydyw plis os gwelwch diolch helo alla allai ellir modd cais gwneud neud
    aca acu aici aige againn agaibh agam agat ach air ais aon ann anois anseo arbh aris as b ba be beadh beidh beith
    beimid bi bhi bhfuil bionn bionns bhionn bhur bur chuaigh cuig chun cun d daoibh dar deir den di dom domh don dos
    duinn duit dul dtoil eile faoi faigh faighim fao feidir feidim fear fos fuair fuil gach go gur gus ghabh haghaidh
    iad id iarraidh im inar is isteach iontu leat le leis leo leor lena liom linn m mar mathairn mbeidh me mi mise
    mhaith maith muid nach nar ne ni nil nior no nuair od oiread on or orm ort orainn os roimh ros san sa se seo si
    sibh sibhse sin sinn so sna ta tabhair teacht tar tha thu tu tuilleadh uaim uair uait um ur usaid direach dhith
    aig againn airson anns bha bhios bheil cha chan dha dhan dhomh dhuinn do e eil faod feumaidh fhathast i iad innte
    ise leam mi mo nam nan oirbh oirnn orm ris robh sibh tha thig ur bhith
    """.split()  # noqa: SIM905 - quoted one by one the list is a page
)
