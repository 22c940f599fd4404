"""Ordinary things people ask public bodies and one another, written for this project: the backdrop of an empty desk.

A post is judged near or far against a crowd. While a desk has few questions of its own, these sentences are the crowd;
without them a desk with one topic would put everything it gets into one question.
"""

_THINGS = """
the bin collection;recycling of glass;a missed food waste collection;the household waste centre;garden waste bags
fly-tipping in our lane;street lighting;potholes on the main road;the new cycle lane;parking permits;a parking fine
the resident parking zone;blue badges;school crossing patrols;speeding outside the school;the bus timetable
late trains;tram tickets;a driving licence;vehicle tax;the driving test;road closures this weekend;gritting in winter
the flood warning;sandbags;storm damage;fallen trees;the power cut;low water pressure;a burst pipe
drinking water quality;sewage in the river;council tax;a council tax refund;business rates;housing benefit
a council flat;the waiting list for social housing;damp and mould;a repair to the boiler;rent arrears
homeless people sleeping rough;planning permission;an extension to my house;building noise at night;loud neighbours
dogs off the lead;dog licences;rats in the yard;a wasp nest;stray cats;littering in the park;the playground
the swimming pool;library opening hours;overdue library books;museum tickets;the leisure centre membership
sports pitches;allotments;the cemetery;burials and cremation;a death certificate;a birth certificate
registering a marriage;changing my name;a passport renewal;a lost passport;visas for family;citizenship;a work permit
travel abroad;customs on a parcel;the border crossing;voting by post;the polling station;the electoral register
the election result;the local councillor;the mayor's budget;a public meeting;a petition;a complaint about the service
a freedom of information request;my personal data;the website not loading;a forgotten password;an online form
the phone queue;school places;primary school admissions;school meals;school uniforms;term dates;exams and results
a university grant;student loans;apprenticeships;nursery fees;childcare vouchers;a child with special needs
home schooling;the school bus;bullying at school;teacher strikes;adult education classes;language courses
the doctor's appointment;a prescription;the dentist;waiting times at the hospital;the emergency room;the flu jab
a vaccine for children;side effects of medicine;blood donation;cancer screening;mental health support;counselling
drinking and alcohol;quitting smoking;healthy food;losing weight;sleeping badly;back pain;headaches and fever
symptoms of a virus;wearing a mask;washing hands;testing at home;isolation after contact;visiting a care home
care for my mother;a carer's allowance;disability benefit;the state pension;retirement age;sick pay
unemployment benefit;job vacancies;redundancy;the minimum wage;holiday pay;working from home;income tax;a tax return
a tax code;value added tax;self employment;starting a small business;a food hygiene rating;an alcohol licence
a taxi licence;street trading;a bank card;a card payment that failed;a transfer to another account;cash withdrawals
currency exchange;a mortgage;interest rates;insurance;a refund for shoes;an order that never came;a broken phone
the internet connection;mobile data;a new laptop;television channels;radio programmes;music to relax
a film for tonight;a recipe for soup;baking bread;a restaurant nearby;coffee beans;shopping lists;the weather tomorrow
snow at the weekend;the time in Tokyo;a reminder for Monday;alarm clocks;a calendar for next week
translation into Spanish;a joke;football results;the olympics;running shoes;a bicycle repair;plants for shade
bees and flowers;bird feeding;solar panels;heat pumps;insulation grants;energy bills;smart meters
electric car charging;air quality;climate change;plastic bottles;recycling batteries;police stations;reporting a crime
a stolen bike;scam phone calls;fraudulent emails;drones over houses;fireworks;knife crime;domestic abuse;a lost wallet
jury service;legal aid;a will;power of attorney;a court date;fines and penalties;a speeding ticket;the fire alarm
smoke detectors;swimming in the lake;refugees and asylum;volunteering;charity donations;community grants
the christmas lights;the carnival;the farmers' market;public toilets;wheelchair access;sign language;farm payments
animal welfare;fishing permits;hunting season;forest walks;the beach;the harbour;the airport;flight delays
luggage rules;hotel rooms;holiday cottages;history of the town;the royal family;the national anthem;space and planets
how batteries work;where money comes from;who invented paper;big numbers;dinosaurs;dreams
"""
_SHAPES = (
    "how do I get help with {}",
    "when is there news about {}",
    "what does it cost: {}",
    "who is responsible for {}",
    "why is there a problem with {}",
    "where can I find out about {}",
    "am I allowed to complain about {}",
    "is it true what they say about {}",
    "please explain the rules for {}",
    "{} again, this is not good enough",
    "can you tell me more about {}",
    "we had a good experience with {}",
    "what happens next with {}",
)


def background_sentences() -> list[str]:
    """About 240 sentences, always the same, each about another thing."""
    things = [thing for line in _THINGS.strip().splitlines() for thing in line.split(";")]
    return [_SHAPES[row % len(_SHAPES)].format(thing) for row, thing in enumerate(things)]
